import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

export const killRelay: Row = {
  number: 2,
  name: 'kill-relay',
  fault: 'kill -9 of intake between publishing and moving the mark',
  holds: 'what is published again is not counted again',
  async run(trial) {
    trial.callers.start(16);
    await dieAt(trial, trial.system.intake, ['relay.published']);
  },
};
