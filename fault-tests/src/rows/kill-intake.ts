import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

export const killIntake: Row = {
  number: 1,
  name: 'kill-intake',
  fault: 'kill -9 of intake before the commit, and after the commit before the answer',
  holds: 'a repeat of what had no answer gets one, and the same one ever after',
  async run(trial) {
    trial.callers.start(16);
    await dieAt(trial, trial.system.intake, ['write.before-commit', 'write.committed']);
    await trial.callers.finish();
    // The checker compares the answers: one that differs is a double.
    await trial.callers.repeat(50);
  },
};
