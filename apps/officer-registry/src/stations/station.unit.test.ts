import { isRefused, etagOf } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import {
  checkDetails,
  close,
  open,
  update,
  type DetailFacts,
  type Opening,
  type Station,
  type StationDetails,
} from './station.ts';

const NOW = new Date('2026-05-10T08:00:00Z');
const LATER = new Date('2026-05-11T08:00:00Z');
const HROMADA = 'UA05020030000031457';
const OFFICER = '0190a1b2-0000-7000-8000-000000000001';

const DETAILS: StationDetails = {
  settlementCode: '',
  address: 'вул. Соборна, 1',
  funding: 'hromada',
  fundedSince: '2021-06-01',
  condition: 'good',
  accessibility: { grade: 'partly', assessedOn: '2025-07-15', source: 'Самооцінка громади' },
  equipment: [{ item: 'Ноутбук', quantity: 2, condition: 'good' }],
  vehicles: [{ model: 'Renault Duster', plate: 'АВ1234СХ', condition: 'worn' }],
  officerIds: [OFFICER],
  phone: '+380432000000',
};
const STAFF: DetailFacts = {
  staff: [{ officerId: OFFICER, state: 'active' }],
  hromada: HROMADA,
  settlementHromada: undefined,
};
const NOBODY: DetailFacts = { ...STAFF, staff: [] };
const OPENING: Opening = {
  stationId: 's-1',
  hromadaCode: HROMADA,
  oblastCode: 'UA05000000000010236',
  details: DETAILS,
};

test('accepts details with everything, and with the least', () => {
  expect(checkDetails(DETAILS)).toEqual([]);
  const { accessibility: _, ...least } = { ...DETAILS, equipment: [], vehicles: [], officerIds: [] };
  expect(checkDetails(least)).toEqual([]);
  const unknownPlates = [1, 2].map(() => ({ model: 'ВАЗ', plate: '', condition: 'worn' as const }));
  expect(checkDetails({ ...DETAILS, vehicles: unknownPlates })).toEqual([]);
});

const [LAPTOP] = DETAILS.equipment;
const [CAR] = DETAILS.vehicles;
const GRADE = DETAILS.accessibility;
test.each([
  ['phone', { phone: '0432' }],
  ['address', { address: '' }],
  ['address', { address: 'вул.\u0000 Соборна' }],
  ['address', { address: 'а'.repeat(201) }],
  ['funded_since', { fundedSince: '01.06.2021' }],
  ['accessibility.assessed_on', { accessibility: GRADE && { ...GRADE, assessedOn: '2025-02-30' } }],
  ['accessibility.source', { accessibility: GRADE && { ...GRADE, source: '' } }],
  ['equipment[0].item', { equipment: [{ ...LAPTOP, item: 'Н' }] }],
  ['equipment[0].quantity', { equipment: [{ ...LAPTOP, quantity: 0 }] }],
  ['equipment[0].quantity', { equipment: [{ ...LAPTOP, quantity: 10_001 }] }],
  ['equipment', { equipment: [LAPTOP, LAPTOP] }],
  ['vehicles[0].model', { vehicles: [{ ...CAR, model: '' }] }],
  ['vehicles[0].plate', { vehicles: [{ ...CAR, plate: 'ab 12' }] }],
  ['vehicles', { vehicles: [CAR, CAR] }],
  ['officer_ids', { officerIds: [OFFICER, OFFICER] }],
])('reports a bad %s, and nothing else: %o', (field, change) => {
  const details = { ...DETAILS, ...change } as StationDetails;
  const found = checkDetails(details);
  expect(found.map((violation) => violation.field)).toEqual([field]);
});

test('opens a station as its first version', () => {
  expect(open(OPENING, STAFF, NOW)).toEqual({ ...OPENING, version: 1, openedAt: NOW, changedAt: NOW });
});

test('a change replaces the details and makes a new version; the opening stays', () => {
  const station = opened();
  const details: StationDetails = { ...DETAILS, condition: 'worn', officerIds: [] };
  const changed = update(station, etagOf(station), details, NOBODY, LATER);
  expect(changed).toEqual({ ...station, details, version: 2, changedAt: LATER });
  expect(update(changed as Station, etagOf(station), details, NOBODY, LATER)).toMatchObject({ reason: 'ETAG_STALE' });
});

test('closing is final, and needs the latest version', () => {
  const station = opened();
  expect(close(station, '7', LATER)).toMatchObject({ kind: 'aborted', reason: 'ETAG_STALE' });
  const closed = close(station, etagOf(station), LATER) as Station;
  expect(closed).toEqual({ ...station, version: 2, closedAt: LATER, changedAt: LATER });
  expect(close(closed, etagOf(closed), LATER)).toMatchObject({ reason: 'STATION_CLOSED' });
  expect(update(closed, etagOf(closed), DETAILS, STAFF, LATER)).toMatchObject({ reason: 'STATION_CLOSED' });
});

test.each([
  [{ fundedSince: '2026-05-11' }, ['details.funded_since']],
  [{ accessibility: GRADE && { ...GRADE, assessedOn: '2026-05-11' } }, ['details.accessibility.assessed_on']],
])('days of the future are refused by name: %o', (change, fields) => {
  const refusal = open({ ...OPENING, details: { ...DETAILS, ...change } as StationDetails }, STAFF, NOW);
  expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(fields);
});

test('a settlement lies in the hromada of the station', () => {
  const details = { ...DETAILS, settlementCode: 'UA05020030010063857' };
  const inHromada = { ...STAFF, settlementHromada: HROMADA };
  expect(open({ ...OPENING, details }, inHromada, NOW)).toMatchObject({ version: 1 });
  expect(update(opened(), '1', details, inHromada, NOW)).toMatchObject({ version: 2 });
  for (const settlementHromada of [undefined, 'UA05020010000053508']) {
    const elsewhere = { ...STAFF, settlementHromada };
    const field = 'details.settlement_code';
    const violations = [expect.objectContaining({ field })];
    expect(open({ ...OPENING, details }, elsewhere, NOW)).toMatchObject({ violations });
    expect(update(opened(), '1', details, elsewhere, NOW)).toMatchObject({ violations });
  }
});

test('today in Kyiv is not the future, also when it is yesterday in UTC', () => {
  const lateEvening = new Date('2026-05-10T21:30:00Z');
  const details = { ...DETAILS, fundedSince: '2026-05-11' };
  expect(isRefused(open({ ...OPENING, details }, STAFF, lateEvening))).toBe(false);
});

test.each([
  ['OFFICER_UNKNOWN', []],
  ['OFFICER_DISMISSED', [{ officerId: OFFICER, state: 'dismissed' as const }]],
])('refuses staff: %s', (reason, staff) => {
  const facts = { ...STAFF, staff };
  expect(open(OPENING, facts, NOW)).toMatchObject({ kind: 'failed-precondition', reason });
  const station = opened();
  expect(update(station, etagOf(station), DETAILS, facts, NOW)).toMatchObject({ reason });
});

function opened(): Station {
  return open(OPENING, STAFF, NOW) as Station;
}

test('no station opens in a merged hromada, and the refusal names the successor', () => {
  const successor = 'UA05020070000010139';
  expect(open(OPENING, { ...STAFF, hromada: successor }, NOW)).toMatchObject({
    violations: [{ field: 'hromada_code', rule: `must not be merged: it is part of ${successor}` }],
  });
});
