import {
  IncidentStateChanged,
  IncidentWithdrawn,
  ResponderArrived,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { DurationCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { expect, test } from 'vitest';
import { addDurationCounters, describeDuration, differingNumbers, type Durations } from './durations.ts';
import { eventsIn, sumEvents } from './sum-events.ts';

const { FIRE, INFRASTRUCTURE, SCHOOL_SAFETY } = IncidentCategory;
const { DISPATCHED, EN_ROUTE, ON_SCENE, LEFT } = ResponderProgress;

/** Minutes after 00:30 of the third of November in Kyiv. */
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 2, 22, 30 + minutes));
const place = { category: FIRE, receivedTime: at(0) };
const TIMES = { dispatchedTime: at(1), enRouteTime: at(3), onSceneTime: at(9) };
const RESCUE = { ...place, kind: ResponderKind.RESCUE };

type Fact = readonly [string, { finish(): Uint8Array }];
const progressed = (progress: ResponderProgress, more = {}): Fact => [
  'responder-progressed',
  ResponderProgressed.encode(ResponderProgressed.fromPartial({ ...RESCUE, ...TIMES, progress, ...more })),
];
const arrived = (more = {}): Fact => [
  'responder-arrived',
  ResponderArrived.encode(ResponderArrived.fromPartial({ ...place, onSceneTime: at(9), ...more })),
];
const withdrawn = (more = {}): Fact => [
  'incident-withdrawn',
  IncidentWithdrawn.encode(IncidentWithdrawn.fromPartial({ ...place, ...more })),
];
const resolved = (kind: string, more = {}): Fact => [
  'incident-state-changed',
  IncidentStateChanged.encode(
    IncidentStateChanged.fromPartial({
      category: INFRASTRUCTURE,
      receivedTime: at(0),
      changedTime: new Date('2026-11-05T10:00:00Z'),
      formerState: IncidentState.ON_SCENE,
      state: IncidentState.RESOLVED,
      countedBy: CountedBy.fromPartial({ attributes: [{ name: 'infrastructure_kind', value: kind }] }),
      ...more,
    }),
  ),
];

async function* ledger(...facts: readonly Fact[]) {
  for (const [index, [name, bytes]] of facts.entries()) {
    yield LedgerEvent.fromPartial({
      eventType: `safecommunity.incidents.v1.${name}`,
      body: Buffer.from(bytes.finish()),
      eventId: `event-${index + 1}`,
      position: BigInt(index + 1),
    });
  }
}

const summed = async (...facts: readonly Fact[]) => (await sumEvents(ledger(...facts), new Set())).durations;

test('each step of a responder counts when it is reached, on the day of receipt', async () => {
  const { RESCUE: rescue } = ResponderKind;
  const steps = await summed(...[DISPATCHED, EN_ROUTE, ON_SCENE, ON_SCENE, LEFT].map((step) => progressed(step)));
  expect(Object.fromEntries(steps)).toEqual({
    [`2026-11-03 dispatch_time ${rescue} ${FIRE}`]: 1,
    [`2026-11-03 turnout_time ${rescue} ${FIRE}`]: 1,
    [`2026-11-03 travel_time ${rescue} ${FIRE}`]: 2,
    [`2026-11-03 arrival_time ${rescue} ${FIRE}`]: 2,
  });
});

test('the first response of an incident counts until it is withdrawn, and what is not known counts nowhere', async () => {
  const first = await summed(arrived(), withdrawn({ onSceneTime: at(9) }), withdrawn());
  expect(Object.fromEntries(first)).toEqual({
    [`2026-11-03 response_time 0 ${FIRE}`]: 0,
  });
  const none = [
    progressed(EN_ROUTE, { dispatchedTime: undefined }),
    progressed(EN_ROUTE, { enRouteTime: at(0) }),
    arrived({ category: SCHOOL_SAFETY }),
    resolved('bench'),
    resolved('road_pit', { formerState: IncidentState.RESOLVED }),
    resolved('road_pit', { state: IncidentState.CLOSED }),
  ];
  expect(await summed(...none)).toEqual(new Map());
});

test('a repair counts on the day of the repair, by what was broken', async () => {
  const repaired = await summed(
    resolved('road_pit'),
    resolved('street_light'),
    resolved('', { category: IncidentCategory.ACCESS_BARRIER }),
  );
  expect([...repaired.keys()]).toEqual([
    `2026-11-05 pit_repair_time 0 ${INFRASTRUCTURE}`,
    `2026-11-05 light_repair_time 0 ${INFRASTRUCTURE}`,
    `2026-11-05 barrier_removal_time 0 ${IncidentCategory.ACCESS_BARRIER}`,
  ]);
});

test('names the number that differs and its events', async () => {
  const expected = await summed(arrived(), progressed(ON_SCENE));
  const day = { year: 2026, month: 11, day: 3 };
  const counted: Durations = new Map();
  const counter = { day, category: FIRE, times: 1n };
  addDurationCounters(counted, [
    DurationCounter.fromPartial({ ...counter, measure: 'response_time' }),
    DurationCounter.fromPartial({ ...counter, measure: 'travel_time', responder: ResponderKind.RESCUE }),
  ]);
  const [differing = '', ...others] = differingNumbers(expected, counted);
  expect(others).toEqual([]);
  expect(describeDuration(differing, expected, counted)).toBe(
    '2026-11-03, Ukraine, Fire: statistics counts 0 of arrival_time of rescue, the events add up to 1',
  );
  const events = await eventsIn(new Set([differing]), ledger(arrived(), progressed(ON_SCENE)), new Set(), 9);
  expect(events).toEqual(new Map([[differing, ['responder-progressed event-2']]]));
});
