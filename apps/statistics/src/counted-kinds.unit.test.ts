import { EVENT_KINDS } from '@safe-community/events';
import { expect, test } from 'vitest';
import { consumedBy, openStatisticsDatabase } from './service.ts';

/** Opened and never connected. */
const DATABASE = openStatisticsDatabase('postgresql://localhost/none');
const CATALOGUE = 'packages/contracts/src/event-catalogue/kinds.ts';

/** Events of incidents that count nowhere, and why. A new one is counted, or stands here. */
const NOT_COUNTED: Readonly<Record<string, string>> = {
  'incident-routed': 'who is responsible changes no figure',
  'air-rescue-progressed': 'too few flights for a figure: intake lists them',
  'reporter-followed-up': 'what a reporter adds is no incident',
  'protection-order-extended': 'the order counts once, by the day of its record',
  'protection-order-ended': 'the order counts once, by the day of its record',
  'protection-order-appealed': 'an appeal does not suspend the order',
  'school-link-changed': 'a link names the school of a report that counts already; schools are no figures',
  'personal-data-erased': 'counters hold no personal data',
  'legal-hold-changed': 'how long data is kept changes no figure',
};

test('every event of incidents is counted, or is known not to be', () => {
  const others = EVENT_KINDS.filter(({ domain, counts }) => domain === 'incidents' && !counts);
  const names = others.map(({ type }) => type.slice(type.lastIndexOf('.') + 1));
  expect(names.toSorted(), 'handle it in an *.events.ts of statistics, or say here why it counts nowhere').toEqual(
    Object.keys(NOT_COUNTED).toSorted(),
  );
});

test('statistics handles exactly the kinds of event that the catalogue marks as counted', () => {
  const consumed = consumedBy(DATABASE, { officerRegistry: '', incidentIntake: '', cameraRollout: '' });
  const handled = consumed.flatMap(({ handlers }) => handlers.map(({ type }) => type));
  const counted = EVENT_KINDS.filter(({ counts }) => counts).map(({ type }) => type);
  const unmarked = handled.filter((type) => !counted.includes(type));
  expect(unmarked, `statistics handles them: mark them with "counts: true" in ${CATALOGUE}`).toEqual([]);
  const unhandled = counted.filter((type) => !handled.includes(type));
  expect(unhandled, `${CATALOGUE} marks them as counted: handle them in an *.events.ts of statistics`).toEqual([]);
});
