import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

export const killRelay: Row = {
  number: 2,
  name: 'kill-relay',
  fault: 'kill -9 of intake between publishing and moving the mark',
  holds: 'what is published again is not counted again',
  async run(run) {
    run.callers.start(16);
    await dieAt(run, run.system.intake, ['relay.published']);
  },
};
