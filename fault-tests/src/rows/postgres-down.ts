import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../row.ts';
import type { Trial } from '../trial.ts';

export const postgresDown: Row = {
  number: 6,
  name: 'postgres-down',
  fault: 'kill -9 of PostgreSQL, which then stays away',
  holds: 'UNAVAILABLE or no answer in time, never a false OK; no service is restarted',
  async run(trial) {
    const { intake, postgres, registry, statistics } = trial.system;
    const services = [registry, intake, statistics];
    trial.callers.start(16);
    await sleep(1_000);
    await postgres.kill();
    const away = { from: performance.now(), to: Number.POSITIVE_INFINITY };
    await sleep(trial.seconds * 1_000);
    away.to = performance.now();
    await postgres.restart();
    const back = performance.now();
    // Nobody starts them again: who serves has lived through it.
    await Promise.all(services.map((service) => service.untilServing(30_000)));
    trial.note(`PostgreSQL away for ${((back - away.from) / 1_000).toFixed(1)} s`);
    trial.note(`all serve again ${((performance.now() - back) / 1_000).toFixed(1)} s after it came back`);
    lookAtAnswers(trial, away);
  },
};

/** What began and ended while there was no database cannot have been done. */
function lookAtAnswers(trial: Trial, { from, to }: { from: number; to: number }): void {
  const attempts = trial.callers.recorder.operations().flatMap((operation) => operation.attempts);
  const meanwhile = attempts.filter(({ began, ended }) => began > from && ended < to);
  if (meanwhile.some(({ outcome }) => outcome === 'acknowledged')) throw new Error('a false OK without a database');
  const codes = Map.groupBy(meanwhile, ({ reason }) => reason ?? '');
  for (const code of codes.keys()) {
    if (code !== 'UNAVAILABLE' && code !== 'DEADLINE_EXCEEDED')
      throw new Error(`a call without a database ends with ${code}`);
  }
  trial.note(`meanwhile ${[...codes].map(([code, { length }]) => `${length} calls ended with ${code}`).join(', ')}`);
}
