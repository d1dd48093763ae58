import {
  CasualtiesCorrected,
  IncidentReported,
  IncidentWithdrawn,
  ResponderArrived,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { Casualties, IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { IncidentCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { expect, test } from 'vitest';
import { addCounters, addToCells, describeCell, differingCells, type Cells } from './cells.ts';
import { eventsIn, sumEvents } from './sum-events.ts';

const { FIRE, DOMESTIC_VIOLENCE } = IncidentCategory;
const [OBLAST, HROMADA] = ['UA05000000000010236', 'UA05020030000031457'];
const KYIV = 'UA80000000000093317';

const place = (more = {}) => ({
  category: FIRE,
  hromadaCode: HROMADA,
  oblastCode: OBLAST,
  // The third of November in Kyiv.
  receivedTime: new Date('2026-11-02T22:30:00Z'),
  ...more,
});
const hurt = (killed: number, defendersKilled: number, injured: number, childrenInjured = 0) =>
  Casualties.fromPartial({ killed, defendersKilled, injured, childrenInjured });

async function* ledger(...facts: readonly (readonly [string, { finish(): Uint8Array }])[]) {
  for (const [index, [name, bytes]] of facts.entries()) {
    yield LedgerEvent.fromPartial({
      eventType: `safecommunity.incidents.v1.${name}`,
      body: Buffer.from(bytes.finish()),
      eventId: `event-${index + 1}`,
      position: BigInt(index + 1),
    });
  }
}

const reported = (more = {}) =>
  ['incident-reported', IncidentReported.encode(IncidentReported.fromPartial(place(more)))] as const;
const corrected = (more = {}) =>
  ['casualties-corrected', CasualtiesCorrected.encode(CasualtiesCorrected.fromPartial(place(more)))] as const;
const withdrawn = (more = {}) =>
  ['incident-withdrawn', IncidentWithdrawn.encode(IncidentWithdrawn.fromPartial(place(more)))] as const;
const arrived = () => ['responder-arrived', ResponderArrived.encode(ResponderArrived.fromPartial(place()))] as const;

const cell = (code: string) => `${code} 2026-11-03 ${FIRE}`;

test('an event counts in its hromada, oblast, and country on the day of receipt in Kyiv', async () => {
  const events = ledger(
    reported({ casualties: hurt(2, 1, 3, 2) }),
    reported(),
    corrected({ formerCasualties: hurt(2, 1, 3, 2), casualties: hurt(3, 1, 1, 1) }),
    withdrawn(),
    reported({ hromadaCode: KYIV, oblastCode: KYIV }),
    reported({ category: DOMESTIC_VIOLENCE }),
    arrived(),
  );
  const { cells } = await sumEvents(events, new Set());
  const none = {
    killed: 0,
    injured: 0,
    defendersKilled: 0,
    defendersInjured: 0,
    childrenKilled: 0,
    childrenInjured: 0,
    channels: new Map(),
  };
  const counts = { ...none, incidents: 1, killed: 2, injured: 1, defendersKilled: 1, childrenInjured: 1 };
  expect(Object.fromEntries(cells)).toEqual({
    [cell('UA')]: { ...counts, incidents: 2 },
    [cell(OBLAST)]: counts,
    [cell(HROMADA)]: counts,
    [cell(KYIV)]: { ...none, incidents: 1 },
  });
});

test('names the cells that differ, with numbers and the events that count in them', async () => {
  const counted: Cells = new Map();
  const day = { year: 2026, month: 11, day: 3 };
  const counter = (territoryCode: string, incidents: bigint) =>
    IncidentCounter.fromPartial({ territoryCode, day, category: FIRE, incidents });
  addCounters(counted, [counter('UA', 2n), counter(OBLAST, 2n), counter(HROMADA, 1n)]);
  const { cells } = await sumEvents(ledger(reported(), reported()), new Set());
  const differing = differingCells(cells, counted);
  expect(differing).toEqual([cell(HROMADA)]);
  expect(describeCell(cell(HROMADA), cells, counted)).toBe(
    `2026-11-03, Вінницька (${HROMADA}), Fire: statistics counts 1 incidents, the events add up to 2`,
  );
  const events = await eventsIn(new Set(differing), ledger(reported(), arrived(), reported()), new Set(['event-3']), 9);
  expect(events).toEqual(new Map([[cell(HROMADA), ['incident-reported event-1']]]));
});

test('children differ', () => {
  const day = { year: 2026, month: 1, day: 9 };
  const counter = { territoryCode: 'UA', day, category: FIRE, incidents: 1n };
  const counted: Cells = new Map();
  addCounters(counted, [
    IncidentCounter.fromPartial({ ...counter, childrenKilled: 1n }),
    IncidentCounter.fromPartial({ ...counter, territoryCode: OBLAST, childrenKilled: 2n }),
  ]);
  const expected: Cells = new Map();
  const place = { category: FIRE, hromadaCode: OBLAST, oblastCode: OBLAST };
  addToCells(
    expected,
    { ...place, receivedTime: new Date('2026-01-09T10:00:00Z') },
    { incidents: 1, childrenKilled: 2 },
  );
  expect(differingCells(expected, counted)).toEqual([`UA 2026-01-09 ${FIRE}`]);
  expect(describeCell(`UA 2026-01-09 ${FIRE}`, expected, counted)).toBe(
    '2026-01-09, Ukraine, Fire: statistics counts 1 children killed, the events add up to 2',
  );
});

test('incidents by channel differ, where their channel is known', async () => {
  const day = { year: 2026, month: 11, day: 3 };
  const by = (channel: ReportChannel) => ({ countedBy: CountedBy.fromPartial({ channel }) });
  const events = ledger(
    reported(by(ReportChannel.WEB)),
    reported(by(ReportChannel.PHONE_102)),
    reported(),
    withdrawn(by(ReportChannel.PHONE_102)),
  );
  const { cells } = await sumEvents(events, new Set());
  const counted: Cells = new Map();
  const counter = { day, category: FIRE, incidents: 2n };
  const web = { channel: ReportChannel.WEB, incidents: 1n };
  addCounters(counted, [
    IncidentCounter.fromPartial({ ...counter, territoryCode: 'UA', channels: [web] }),
    IncidentCounter.fromPartial({ ...counter, territoryCode: OBLAST, channels: [{ ...web, incidents: 2n }] }),
    IncidentCounter.fromPartial({ ...counter, territoryCode: HROMADA }),
  ]);
  expect(differingCells(cells, counted)).toEqual([cell(OBLAST), cell(HROMADA)]);
  expect(describeCell(cell(OBLAST), cells, counted)).toBe(
    '2026-11-03, Вінницька oblast, Fire: statistics counts 2 incidents by web, the events add up to 1',
  );
});

test('a count without events differs, and a count of 0 does not', () => {
  const day = { year: 2026, month: 1, day: 9 };
  const counted: Cells = new Map();
  addCounters(counted, [
    IncidentCounter.fromPartial({ territoryCode: 'UA', day, category: FIRE }),
    IncidentCounter.fromPartial({ territoryCode: OBLAST, day, category: FIRE, killed: 1n }),
  ]);
  expect(differingCells(new Map(), counted)).toEqual([`${OBLAST} 2026-01-09 ${FIRE}`]);
  expect(describeCell('UA 2026-01-09 99', new Map(), counted)).toContain('2026-01-09, Ukraine, ');
});
