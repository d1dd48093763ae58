import { NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import * as events from '@safe-community/events';
import { starostaDistricts } from '@safe-community/territory';
import { publishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const START = new Date('2026-05-01T08:00:00Z');
const KYIV = 'UA80000000000093317';
const [DISTRICT = '', OTHER_DISTRICT = ''] = starostaDistricts(VINNYTSIA).map(({ code }) => code);

/** The clock of the service: one minute later at each call of `later`. */
let now = START;
const later = (): Date => (now = new Date(now.getTime() + 60_000));

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
});
afterAll(() => registry.stop());

test('a later import replaces every column of a unit', async () => {
  const code = 'UA01020010000048857';
  const oblastCode = 'UA01000000000013043';
  const first = { code, name: 'Андріївська', category: 'H', oblastCode, raionCode: 'UA01020000000022387' };
  const second = { ...first, name: 'Альбатська', raionCode: 'UA01020000000099999' };
  for (const unit of [first, second]) {
    const listedAt = later();
    await registry.client.importTerritory({ units: [unit] });
    const [stored] = await registry.sql(`select to_jsonb(t) - 'listed_at' as unit, listed_at from territory_unit t`);
    expect(stored?.['unit']).toEqual({
      code,
      name: unit.name,
      category: unit.category,
      oblast_code: unit.oblastCode,
      raion_code: unit.raionCode,
    });
    expect(new Date(String(stored?.['listed_at']))).toEqual(listedAt);
  }
});

test('a deputy of several beats is published, and returned, with the first of them', async () => {
  // Both orders of the codes: only the times decide.
  for (const [first, other, oblast] of [
    [KYIV, VINNYTSIA, KYIV],
    [VINNYTSIA, KYIV, VINNYTSKA_OBLAST],
  ] as const) {
    const { officerId: deputy } = await registry.client.registerOfficer();
    for (const place of [first, other]) {
      later();
      await registry.client.assignOfficer({ officerId: deputy, beat: beat(place), role: AssignmentRole.DEPUTY });
    }
    const { officer } = await registry.client.getOfficer(deputy);
    expect(officer?.assignments.map(({ beat: held }) => held?.hromadaCode)).toEqual([first, other]);
    const changedTime = later();
    await registry.client.changeOfficerState({ officerId: deputy, state: OfficerState.ON_LEAVE });
    await publishedEvents(registry).expectWhole(events.officerStateChanged, deputy, `${oblast}.none`, [
      {
        officerId: deputy,
        kind: 1,
        formerState: OfficerState.ACTIVE,
        state: OfficerState.ON_LEAVE,
        patrolUnitCode: '',
        oblastCode: oblast,
        changedTime,
      },
    ]);
  }
});

test('a beat and its units have the columns of the request and the times of the writes', async () => {
  const createdAt = later();
  const { beat: created } = await registry.client.createBeat({
    hromadaCode: VINNYTSIA,
    name: 'Дільниця',
    unitCodes: [DISTRICT],
  });
  const { beatId = '', etag = '' } = created ?? {};
  const changedAt = later();
  await registry.client.changeBeat({ beatId, etag, name: 'Інша', unitCodes: [OTHER_DISTRICT] });
  const retiredAt = later();
  await registry.client.retireBeat({ beatId, etag: '2' });
  const [stored] = await registry.sql(
    `select to_jsonb(b) - 'created_at' - 'retired_at' as beat, created_at, retired_at from beat b where beat_id = $1`,
    [beatId],
  );
  expect(stored?.['beat']).toEqual({
    beat_id: beatId,
    hromada_code: VINNYTSIA,
    name: 'Інша',
    is_whole: false,
    version: 3,
  });
  expect([stored?.['created_at'], stored?.['retired_at']].map((at) => new Date(String(at)))).toEqual([
    createdAt,
    retiredAt,
  ]);
  const units = await registry.sql(
    'select unit_code, valid_from, valid_to from beat_unit where beat_id = $1 order by valid_from',
    [beatId],
  );
  expect(
    units.map((unit) => [unit['unit_code'], ...['valid_from', 'valid_to'].map((at) => new Date(String(unit[at])))]),
  ).toEqual([
    [DISTRICT, createdAt, changedAt],
    [OTHER_DISTRICT, changedAt, retiredAt],
  ]);
});

test('a norm has the columns of the request, and who recorded it when', async () => {
  const recordedAt = later();
  const validFromTime = new Date('2027-01-01T00:00:00Z');
  const norm = {
    peopleRural: 1,
    peopleUrban: 2,
    largeHromadaPopulation: 3,
    validFromTime,
    source: 'Наказ',
    status: NormStatus.UNCONFIRMED,
  };
  await registry.client.setNorm({ norm });
  const [stored] = await registry.sql(
    `select to_jsonb(n) - 'valid_from' - 'recorded_at' as norm, valid_from, recorded_at from beat_norm n
     where people_rural = 1`,
  );
  expect(stored?.['norm']).toEqual({
    people_rural: 1,
    people_urban: 2,
    large_population: 3,
    source: 'Наказ',
    status: 'unconfirmed',
    version: 1,
    caller: 'client',
  });
  expect([stored?.['valid_from'], stored?.['recorded_at']].map((at) => new Date(String(at)))).toEqual([
    validFromTime,
    recordedAt,
  ]);
});

test('an assignment has who recorded its start and its end, and when', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const recordedAt = later();
  const [starts, ends] = [new Date('2026-06-01T00:00:00Z'), new Date('2026-07-01T00:00:00Z')];
  const { assignment } = await registry.client.assignOfficer({ officerId, beat: beat(KYIV), startTime: starts });
  const endRecordedAt = later();
  await registry.client.endAssignment({ assignmentId: assignment?.assignmentId ?? '', endTime: ends });
  const times = ['starts_at', 'ends_at', 'recorded_at', 'end_recorded_at'];
  const [stored] = await registry.sql(
    `select to_jsonb(a) - $1::text[] - 'during' as assignment, starts_at, ends_at, recorded_at, end_recorded_at
     from beat_assignment a where officer_id = $2`,
    [times, officerId],
  );
  expect(stored?.['assignment']).toEqual({
    assignment_id: assignment?.assignmentId,
    beat_id: assignment?.beatId,
    officer_id: officerId,
    role: 'primary',
    deputy_order: 0,
    caller: 'client',
    end_reason: 'ended',
    end_caller: 'client',
  });
  expect(times.map((name) => new Date(String(stored?.[name])))).toEqual([starts, ends, recordedAt, endRecordedAt]);
});

test('an assignment that is replaced has the time of the new one', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const place = beat('UA05020050000066991');
  later();
  await registry.client.assignOfficer({ officerId, beat: place, role: AssignmentRole.DEPUTY });
  const assignedTime = later();
  await registry.client.assignOfficer({ officerId, beat: place, role: AssignmentRole.PRIMARY });
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer?.assignments).toMatchObject([{ beat: place, role: AssignmentRole.PRIMARY, assignedTime }]);
  const { assignments } = await registry.client.listAssignments({ officerId });
  expect(assignments).toMatchObject([{ role: AssignmentRole.DEPUTY, endTime: assignedTime }, { assignedTime }]);
});

test('an officer is stored with a version, and with the place of the unit, of the registration, or of the first beat', async () => {
  const stored = async (officerId: string) => {
    const [row] = await registry.sql(
      `select version, place_code, next_expiry from officer where officer_id = $1::uuid`,
      [officerId],
    );
    return row;
  };
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const patrol = await registry.client.registerOfficer({ kind: OfficerKind.PATROL, patrolUnitCode });
  expect(await stored(patrol.officerId)).toEqual({ version: 1, place_code: VINNYTSKA_OBLAST, next_expiry: null });
  const placed = await registry.client.registerOfficer({ servicePlaceCode: KYIV });
  await registry.client.assignOfficer({ ...placed, beat: beat(VINNYTSIA), role: AssignmentRole.DEPUTY });
  expect(await stored(placed.officerId)).toEqual({ version: 1, place_code: KYIV, next_expiry: null });
  const free = await registry.client.registerOfficer();
  expect(await stored(free.officerId)).toEqual({ version: 1, place_code: null, next_expiry: null });
  await registry.client.assignOfficer({ ...free, beat: beat(VINNYTSIA), role: AssignmentRole.DEPUTY });
  expect(await stored(free.officerId)).toEqual({ version: 2, place_code: VINNYTSIA, next_expiry: null });
});
