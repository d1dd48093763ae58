import {
  EVENT_KINDS,
  guaranteeMeasured,
  officerRegistered,
  patrolUnitRegistered,
  stationChanged,
  stationClosed,
  stationOpened,
  trustMeasured,
} from '@safe-community/events';
import { expect, test } from 'vitest';
import { DIRECTORY_TYPES } from './directory.events.ts';

const EVENTS_FILE = 'apps/officer-registry/src/responsibility/directory.events.ts';

/** Events that change nothing in the directory, with the reason. */
const IRRELEVANT = new Map([
  [officerRegistered.type, 'an officer without a beat is not in the directory'],
  [patrolUnitRegistered.type, 'a unit of the patrol police is responsible for no beat'],
  [guaranteeMeasured.type, 'it counts what the directory already knows'],
  [trustMeasured.type, 'a survey says nothing of who is responsible'],
  ...[stationOpened, stationChanged, stationClosed].map(
    ({ type }) => [type, 'a station says nothing of beats'] as const,
  ),
]);

test('the directory reads every event of the registry that may change it', () => {
  const published = EVENT_KINDS.filter(({ domain }) => domain === 'officers').map(({ type }) => type);
  const missing = published.filter((type) => !DIRECTORY_TYPES.includes(type) && !IRRELEVANT.has(type));
  expect(missing, `read them in ${EVENTS_FILE}, or list them above with the reason`).toEqual([]);
});
