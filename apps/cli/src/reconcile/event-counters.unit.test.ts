import {
  OutcomeKind,
  OutcomeRecorded,
  VictimReferred,
} from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  IncidentRestored,
  IncidentStateChanged,
  IncidentWithdrawn,
  WithdrawalCause,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { WorkHoursRecorded, WorksReferred } from '@safe-community/contracts/incidents/events/v1/works_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { EventCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { expect, test } from 'vitest';
import { differingNumbers } from './durations.ts';
import { addEventCounters, describeEventCount, type EventCounts } from './event-counters.ts';
import { eventsIn, sumEvents } from './sum-events.ts';

const { PUBLIC_ORDER, DOMESTIC_VIOLENCE } = IncidentCategory;
const [OBLAST, HROMADA] = ['UA05000000000010236', 'UA05020030000031457'];
const KYIV = 'UA80000000000093317';
/** The third of November in Kyiv; the ledger has the events weeks later. */
const RECEIVED = new Date('2026-11-02T22:30:00Z');
const RECORDED = new Date('2026-11-20T10:00:00Z');
const place = { category: PUBLIC_ORDER, hromadaCode: HROMADA, oblastCode: OBLAST, receivedTime: RECEIVED };

type Fact = readonly [string, { finish(): Uint8Array }];
interface Codec<Message> {
  fromPartial(partial: object): Message;
  encode(message: Message): Fact[1];
}
function fact<Message>(name: string, codec: Codec<Message>, plain: object = {}) {
  return (more: object = {}): Fact => [name, codec.encode(codec.fromPartial({ ...place, ...plain, ...more }))];
}
const withdrawn = fact('incident-withdrawn', IncidentWithdrawn);
const restored = fact('incident-restored', IncidentRestored);
const stepped = fact('incident-state-changed', IncidentStateChanged, { changedTime: RECEIVED });
const outcome = fact('outcome-recorded', OutcomeRecorded, { kind: OutcomeKind.FINE, recordedTime: RECEIVED });
const victimReferred = fact('victim-referred', VictimReferred, { referredTime: RECEIVED });
const worksReferred = fact('works-referred', WorksReferred, { referredDate: '2026-11-03' });
const worked = fact('work-hours-recorded', WorkHoursRecorded, { day: '2026-11-04' });

async function* ledger(...facts: readonly Fact[]) {
  for (const [index, [name, bytes]] of facts.entries()) {
    yield LedgerEvent.fromPartial({
      eventType: `safecommunity.incidents.v1.${name}`,
      body: Buffer.from(bytes.finish()),
      eventId: `event-${index + 1}`,
      position: BigInt(index + 1),
      recordedTime: RECORDED,
    });
  }
}

const summed = async (...facts: readonly Fact[]) => (await sumEvents(ledger(...facts), new Set())).events;
const inCountry = (counts: EventCounts) =>
  Object.fromEntries([...counts].flatMap(([key, count]) => (key.startsWith('UA ') ? [[key.slice(3), count]] : [])));

test('a late event counts on its own day, in its hromada, oblast, and country', async () => {
  const key = (code: string) => `${code} 2026-11-03 false_calls ${PUBLIC_ORDER}`;
  expect(Object.fromEntries(await summed(withdrawn()))).toEqual({
    [key('UA')]: 1,
    [key(OBLAST)]: 1,
    [key(HROMADA)]: 1,
  });
  const city = await summed(withdrawn({ hromadaCode: KYIV, oblastCode: KYIV }));
  expect([...city.keys()].map((each) => each.split(' ')[0])).toEqual(['UA', KYIV]);
});

test('a withdrawn report that is restored adds up to nothing', async () => {
  const duplicate = { cause: WithdrawalCause.DUPLICATE };
  const counts = await summed(withdrawn(), withdrawn(duplicate), restored(duplicate));
  expect(inCountry(counts)).toEqual({
    [`2026-11-03 false_calls ${PUBLIC_ORDER}`]: 1,
    [`2026-11-03 duplicates ${PUBLIC_ORDER}`]: 0,
  });
  expect(differingNumbers(await summed(withdrawn(), restored()), new Map())).toEqual([]);
});

test('steps, outcomes, works, and hours count by their day; that of the record where an event has none', async () => {
  const counts = await summed(
    stepped({ formerState: IncidentState.ON_SCENE, state: IncidentState.RESOLVED }),
    stepped({ formerState: IncidentState.RESOLVED, state: IncidentState.RESOLVED }),
    stepped({ formerState: IncidentState.RESOLVED, state: IncidentState.CLOSED }),
    outcome(),
    outcome({ recordedTime: undefined }),
    worksReferred({ hours: 40, late: true }),
    worked({ hours: 8 }),
    worked({ hours: 5, formerHours: 8, missedHours: 3 }),
  );
  expect(inCountry(counts)).toEqual({
    [`2026-11-03 resolved ${PUBLIC_ORDER}`]: 1,
    [`2026-11-03 fines ${PUBLIC_ORDER}`]: 1,
    [`2026-11-20 fines ${PUBLIC_ORDER}`]: 1,
    [`2026-11-03 works_referred ${PUBLIC_ORDER}`]: 1,
    [`2026-11-03 works_referred_late ${PUBLIC_ORDER}`]: 1,
    [`2026-11-03 work_hours_imposed ${PUBLIC_ORDER}`]: 40,
    [`2026-11-04 work_hours ${PUBLIC_ORDER}`]: 5,
    [`2026-11-04 work_hours_missed ${PUBLIC_ORDER}`]: 3,
  });
});

test('sensitive categories are left out, as statistics lists no counters of them', async () => {
  expect(await summed(victimReferred({ category: DOMESTIC_VIOLENCE }))).toEqual(new Map());
  expect((await summed(victimReferred())).size).toBe(3);
});

test('names the counter that differs, missing or too many, with its events', async () => {
  const facts = () => [outcome(), withdrawn(), withdrawn()];
  const expected = await summed(...facts());
  const counted: EventCounts = new Map();
  const counter = { day: { year: 2026, month: 11, day: 3 }, category: PUBLIC_ORDER };
  const of = (measure: string, territoryCode: string, value: bigint) =>
    EventCounter.fromPartial({ ...counter, measure, territoryCode, value });
  addEventCounters(counted, [
    ...['UA', OBLAST, HROMADA].map((code) => of('fines', code, 1n)),
    ...['UA', OBLAST].map((code) => of('false_calls', code, 2n)),
    of('resolved', OBLAST, 1n),
  ]);
  const differing = differingNumbers(expected, counted);
  expect(differing.map((key) => describeEventCount(key, expected, counted))).toEqual([
    '2026-11-03, Вінницька oblast, Public order: statistics counts 1 of resolved, the events add up to 0',
    `2026-11-03, Вінницька (${HROMADA}), Public order: statistics counts 0 of false_calls, the events add up to 2`,
  ]);
  const events = await eventsIn(new Set(differing), ledger(...facts()), new Set(), 9);
  expect([...events.values()]).toEqual([['incident-withdrawn event-2', 'incident-withdrawn event-3']]);
});
