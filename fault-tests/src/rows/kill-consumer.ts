import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

export const killConsumer: Row = {
  number: 3,
  name: 'kill-consumer',
  fault: 'kill -9 of statistics before its commit, and right after it',
  holds: 'every report is counted once, and intake notices nothing',
  async run(run) {
    run.callers.start(8);
    await dieAt(run, run.system.statistics, ['consumer.before-commit', 'consumer.committed']);
    run.requireAllAnswered();
  },
};
