import { EVENT_KINDS } from '@safe-community/events';
import { expect, test } from 'vitest';
import { BEAT_EVENTS } from './beats/beats.events.ts';
import { INCIDENT_EVENTS } from './incidents/incidents.events.ts';
import { OFFICER_STATE_EVENTS } from './officer-states/officer-states.events.ts';
import { PATROL_EVENTS } from './patrol/patrol.events.ts';
import { TERRITORY_EVENTS } from './territory/territory.events.ts';

test('statistics handles exactly the kinds of event that the catalogue marks as counted', () => {
  const subscriptions = [BEAT_EVENTS, INCIDENT_EVENTS, OFFICER_STATE_EVENTS, ...PATROL_EVENTS, TERRITORY_EVENTS];
  const handled = subscriptions.flatMap(({ handlers }) => handlers.map(({ type }) => type));
  const counted = EVENT_KINDS.filter(({ counts }) => counts).map(({ type }) => type);
  expect([...new Set(handled)].toSorted()).toEqual(counted.toSorted());
});
