import { setTimeout as sleep } from 'node:timers/promises';
import type { Stretch } from '../load/call-times.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { endingsDuring, endingsText } from './endings.ts';

export const postgresDown: Row = {
  number: 6,
  name: 'postgres-down',
  fault: 'kill -9 of PostgreSQL; it stays down',
  holds: 'UNAVAILABLE or a timeout, never a false OK; no service is restarted',
  async run(run) {
    const { postgres, usual } = run.system;
    run.callers.start(16);
    await sleep(1_000);
    await postgres.kill();
    const away = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    await sleep(run.seconds * 1_000);
    away.to = performance.now();
    await postgres.restart();
    const back = performance.now();
    // Nothing restarts the services: one that serves now has survived.
    await Promise.all(usual.map((service) => service.untilServing(30_000)));
    run.note(`PostgreSQL down for ${((back - away.from) / 1_000).toFixed(1)} s`);
    run.note(`all services are ready ${((performance.now() - back) / 1_000).toFixed(1)} s after it returned`);
    lookAtAnswers(run, away);
  },
};

/** A call that began and ended without the database must not have succeeded. */
function lookAtAnswers(run: Run, away: Stretch): void {
  const endings = endingsDuring(run, away);
  if (endings.has('OK')) throw new Error('a false OK without a database');
  run.note(`meanwhile ${endingsText(endings)}`);
}
