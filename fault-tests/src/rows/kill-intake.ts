import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

/** Comes after the first kill: between two crashes, intake learns of the change. */
const WHILE_IT_DIES_MS = 700;

export const killIntake: Row = {
  number: 1,
  name: 'kill-intake',
  fault: 'kill -9 of intake before the commit, and between the commit and the answer',
  holds: 'a retry of an unanswered call gets an answer, and always the same one; each report is in the audit once',
  async run(run) {
    run.callers.start(16);
    const dying = dieAt(run, run.system.intake, ['write.before-commit', 'write.committed']);
    const changing = sleep(WHILE_IT_DIES_MS).then(() => run.changeBeats());
    await Promise.all([dying, changing]);
    await run.callers.finish();
    // The verifier compares the answers: a different one means a duplicate.
    await run.callers.repeat(50);
    await run.requireAudited();
  },
};
