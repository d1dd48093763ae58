import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startNats } from '@safe-community/local-stack';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { environmentOfMigrations } from '../system/environment.ts';
import { migrateWhole } from '../system/migration.ts';
import type { Run } from '../run.ts';

const HISTORIES = 1_000;
/** Number of histories in the short form. */
const FEW_HISTORIES = 5;
const PROGRAM = fileURLToPath(new URL('../../../apps/statistics/test/programs/deliver-histories.ts', import.meta.url));

export const anyDelivery: Row = {
  number: 8,
  name: 'any-delivery',
  fault: 'each event of a history is delivered to statistics one to five times, in any order',
  holds: `for any history, the figures equal those of a model that applies each event once; ${HISTORIES} histories`,
  async run(run) {
    run.callers.start(1);
    const { system, random, seconds } = run;
    const name = `any_delivery_${random.between(0, 1_000_000)}`;
    const urls = await system.emptyDatabase('statistics', name);
    await migrateWhole('statistics', environmentOfMigrations(urls.owner));
    // A separate broker: the property empties streams, which the system needs.
    const folder = join(system.folder, name);
    const nats = await startNats({ storeDir: folder, logFile: join(folder, 'nats.log') });
    try {
      const histories = seconds < LONG_SECONDS ? FEW_HISTORIES : HISTORIES;
      await deliver(run, [
        urls.service,
        urls.owner,
        `localhost:${nats.port}`,
        String(histories),
        String(random.between(0, 2 ** 31 - 1)),
      ]);
    } finally {
      await nats.stop();
    }
    await run.callers.finish();
    run.requireAllAnswered();
  },
};

interface Delivered {
  readonly histories: number;
  readonly events: number;
  readonly deliveries: number;
}

async function deliver(run: Run, given: readonly string[]): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...given]);
  const { histories, events, deliveries } = JSON.parse(stdout) as Delivered;
  run.note(`${histories} histories with ${events} events, delivered ${deliveries} times`);
}
