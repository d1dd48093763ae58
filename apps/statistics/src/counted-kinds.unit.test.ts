import { EVENT_KINDS } from '@safe-community/events';
import { expect, test } from 'vitest';
import { consumedBy, openStatisticsDatabase } from './service.ts';

/** Opened and never connected. */
const DATABASE = openStatisticsDatabase('postgresql://localhost/none');
const CATALOGUE = 'packages/contracts/src/event-catalogue/kinds.ts';

test('statistics handles exactly the kinds of event that the catalogue marks as counted', () => {
  const consumed = consumedBy(DATABASE, { officerRegistry: '', incidentIntake: '', cameraRollout: '' });
  const handled = consumed.flatMap(({ handlers }) => handlers.map(({ type }) => type));
  const counted = EVENT_KINDS.filter(({ counts }) => counts).map(({ type }) => type);
  const unmarked = handled.filter((type) => !counted.includes(type));
  expect(unmarked, `statistics handles them: mark them with "counts: true" in ${CATALOGUE}`).toEqual([]);
  const unhandled = counted.filter((type) => !handled.includes(type));
  expect(unhandled, `${CATALOGUE} marks them as counted: handle them in an *.events.ts of statistics`).toEqual([]);
});
