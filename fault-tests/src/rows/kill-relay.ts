import type { Row } from '../row.ts';
import { dieAt } from './die-at.ts';

export const killRelay: Row = {
  number: 2,
  name: 'kill-relay',
  fault: 'kill -9 of intake before and after publishing, and after the publish position is stored',
  holds: 'events that are published again are not counted again',
  async run(run) {
    run.callers.start(16);
    await dieAt(run, run.system.intake, ['relay.handed', 'relay.published', 'relay.marked']);
  },
};
