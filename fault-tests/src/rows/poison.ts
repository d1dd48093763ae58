import { incidentReported } from '@safe-community/events';
import { setTimeout as sleep } from 'node:timers/promises';
import { redriveAll } from '../verifier/dead-letters.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import { plantEvent } from '../system/plant-event.ts';
import type { System } from '../system/system.ts';

/** Events that statistics can never apply: undecodable bytes, and a message without content. */
const BODIES = [Buffer.from('ffff', 'hex'), Buffer.alloc(0)];

export const poison: Row = {
  number: 9,
  name: 'poison',
  fault: 'events that no consumer can apply, and valid ones that a bug of statistics keeps it from applying',
  holds:
    'each is dead-lettered once with its reason, the others continue; after the fix, a redrive counts the valid ones',
  async run(run) {
    const { system } = run;
    run.callers.start(8);
    await run.callers.send();
    await breakCounting(system);
    const planted: bigint[] = [];
    for (let round = 0; round < 3; round += 1) {
      await sleep((run.seconds * 1_000) / 3);
      for (const body of BODIES) planted.push(await plantEvent(system, body));
    }
    await run.callers.finish();
    run.requireAllAnswered();
    const isSetAside = async (): Promise<boolean> => (await deadLetters(system, planted)).length >= planted.length;
    await until('every poison event is dead-lettered', isSetAside, 30_000);
    const letters = await deadLetters(system, planted);
    if (letters.length > planted.length) throw new Error(`${letters.length} dead letters of ${planted.length} events`);
    const reasons = [...new Set(letters.map(({ reason }) => reason))].join(', ');
    run.note(`${planted.length} poison events planted and dead-lettered, with reasons: ${reasons}`);
    await mendCounting(system);
    const { applied, failed } = await redriveAll(system, incidentReported.type, run.random);
    run.note(`after the fix, a redrive applied ${applied} valid events and left ${failed} permanently`);
    if (failed !== planted.length) throw new Error(`${failed} letters failed again, expected ${planted.length}`);
  },
};

/** Makes statistics unable to count fires, as a bug in its schema would. */
async function breakCounting(system: System): Promise<void> {
  const noFires = `alter table category_count add constraint no_fires check (category <> 'fire') not valid`;
  await system.sql('statistics', noFires);
}

async function mendCounting(system: System): Promise<void> {
  await system.sql('statistics', 'alter table category_count drop constraint no_fires');
}

async function deadLetters(system: System, positions: readonly bigint[]): Promise<{ readonly reason: string }[]> {
  return system.sql(
    'statistics',
    `select reason from dead_letter where producer = 'incidents' and position = any ($1::bigint[])`,
    [positions.map(String)],
  );
}
