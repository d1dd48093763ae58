import {
  AssignmentEndReason,
  AssignmentRole,
  OfficerKind,
  OfficerState,
} from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService as Territory,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import {
  AccessibilityGrade,
  Condition,
  PremisesFunding,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { StarostaDistrictServiceService as Districts } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import * as events from '@safe-community/events';
import { starostaDistricts } from '@safe-community/territory';
import { kindsOf, publishedEvents, testClient, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { officerCalls } from './officer-calls.ts';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';
import { expectPublishedGuarantee } from './published-guarantee.ts';
import { expectPublishedTrust } from './published-trust.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const DISTRICT = '0520655500';
const REGISTERED = new Date('2026-05-01T08:00:00Z');
const LATER = new Date('2026-05-02T09:30:00Z');
const EVEN_LATER = new Date('2026-05-03T09:30:00Z');
const [OTHER_DISTRICT = '', THIRD_DISTRICT = ''] = starostaDistricts(VINNYTSIA)
  .map(({ code }) => code)
  .filter((code) => code !== DISTRICT);

let now = REGISTERED;
let registry: RunningRegistry;
let published: PublishedEvents;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  published = publishedEvents(registry);
});
afterAll(() => registry.stop());

test('publishes a patrol unit with its names', async () => {
  const unit = {
    patrolUnitCode: 'vinnytsia-1',
    oblastCode: VINNYTSKA_OBLAST,
    nameUk: 'Полк у Вінниці',
    nameEn: 'Regiment in Vinnytsia',
  };
  await registry.client.registerPatrolUnit(unit);
  await published.expectWhole(events.patrolUnitRegistered, unit.patrolUnitCode, `${VINNYTSKA_OBLAST}.none`, [unit]);
});

test('publishes a patrol officer at the registration and at each change of state', async () => {
  now = REGISTERED;
  const patrol = { kind: OfficerKind.PATROL, patrolUnitCode: 'vinnytsia-1' };
  const { officerId } = await registry.client.registerOfficer({ ...patrol, state: OfficerState.ACTIVE });
  const officer = { officerId, ...patrol, oblastCode: VINNYTSKA_OBLAST };
  await published.expectWhole(events.officerRegistered, officerId, `${VINNYTSKA_OBLAST}.none`, [
    { ...officer, state: OfficerState.ACTIVE, registeredTime: REGISTERED },
  ]);
  now = LATER;
  await registry.client.changeOfficerState({ officerId, state: OfficerState.ON_LEAVE });
  await registry.client.changeOfficerState({ officerId, state: OfficerState.SUSPENDED, reason: 'Наказ' });
  await published.expectWhole(events.officerStateChanged, officerId, `${VINNYTSKA_OBLAST}.none`, [
    { ...officer, formerState: OfficerState.ACTIVE, state: OfficerState.ON_LEAVE, changedTime: LATER },
    { ...officer, formerState: OfficerState.ON_LEAVE, state: OfficerState.SUSPENDED, changedTime: LATER },
  ]);
});

test('publishes an assignment with the beat, the role, the times and the state of the officer', async () => {
  now = REGISTERED;
  const { officerId } = await registry.client.registerOfficer();
  now = LATER;
  const { assignment } = await registry.client.assignOfficer({
    officerId,
    beat: beat(VINNYTSIA, DISTRICT),
    role: AssignmentRole.DEPUTY,
    endTime: EVEN_LATER,
  });
  const { assignmentId = '', beatId = '' } = assignment ?? {};
  await published.expectWhole(events.officerAssigned, officerId, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    {
      officerId,
      beat: beat(VINNYTSIA, DISTRICT),
      role: AssignmentRole.DEPUTY,
      state: OfficerState.ACTIVE,
      oblastCode: VINNYTSKA_OBLAST,
      assignedTime: LATER,
      assignmentId,
      beatId,
      deputyOrder: 1,
      endTime: EVEN_LATER,
    },
  ]);
  // The place had no beat.
  await published.expectWhole(events.beatCreated, beatId, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    {
      beatId,
      hromadaCode: VINNYTSIA,
      oblastCode: VINNYTSKA_OBLAST,
      unitCodes: [DISTRICT],
      createdTime: LATER,
    },
  ]);
  await registry.client.endAssignment({ assignmentId });
  await published.expectWhole(events.assignmentEnded, officerId, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    {
      assignmentId,
      officerId,
      beatId,
      beat: beat(VINNYTSIA, DISTRICT),
      role: AssignmentRole.DEPUTY,
      oblastCode: VINNYTSKA_OBLAST,
      endTime: LATER,
      reason: AssignmentEndReason.ENDED,
    },
  ]);
});

test('publishes a change and the end of a beat', async () => {
  now = REGISTERED;
  const { beat: created } = await registry.client.createBeat({
    hromadaCode: VINNYTSIA,
    name: 'Дільниця',
    unitCodes: [OTHER_DISTRICT],
  });
  const { beatId = '', etag = '' } = created ?? {};
  now = LATER;
  const units = [OTHER_DISTRICT, THIRD_DISTRICT];
  await registry.client.changeBeat({ beatId, etag, unitCodes: units });
  await registry.client.retireBeat({ beatId, etag: '2' });
  const place = { beatId, hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA_OBLAST };
  await published.expectWhole(events.beatChanged, beatId, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    { ...place, unitCodes: units.toSorted(), changedTime: LATER },
  ]);
  await published.expectWhole(events.beatRetired, beatId, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    { ...place, retiredTime: LATER },
  ]);
});

test('publishes which data of an officer changed, and where the officer serves', async () => {
  now = REGISTERED;
  const { officerId } = await registry.client.registerOfficer();
  now = LATER;
  const officers = officerCalls(registry.port);
  await officers.updateOfficer({
    officerId,
    etag: '1',
    updateMask: ['service_place_code', 'phone', 'full_name'],
    officer: OfficerUpdate.fromPartial({ servicePlaceCode: VINNYTSIA, fullName: 'Петренко Марія Іванівна' }),
  });
  officers.close();
  await published.expectWhole(events.officerUpdated, officerId, `${VINNYTSKA_OBLAST}.none`, [
    {
      officerId,
      kind: OfficerKind.COMMUNITY,
      state: OfficerState.ACTIVE,
      changedFields: ['service_place_code', 'phone'],
      servicePlaceCode: VINNYTSIA,
      oblastCode: VINNYTSKA_OBLAST,
      updatedTime: LATER,
      patrolUnitCode: '',
    },
  ]);
});

test('publishes the unit to which a patrol officer moves', async () => {
  now = REGISTERED;
  const units = [await registry.client.registerPatrolUnit(), await registry.client.registerPatrolUnit()];
  const [from = '', to = ''] = units.map(({ patrolUnitCode }) => patrolUnitCode);
  const kind = OfficerKind.PATROL;
  const { officerId } = await registry.client.registerOfficer({ kind, patrolUnitCode: from });
  const officers = officerCalls(registry.port);
  const officer = OfficerUpdate.fromPartial({ patrolUnitCode: to });
  await officers.updateOfficer({ officerId, etag: '1', updateMask: ['patrol_unit_code'], officer });
  officers.close();
  await published.expectWhole(events.officerUpdated, officerId, `${VINNYTSKA_OBLAST}.none`, [
    {
      officerId,
      kind,
      state: OfficerState.ACTIVE,
      changedFields: ['patrol_unit_code'],
      servicePlaceCode: VINNYTSKA_OBLAST,
      oblastCode: VINNYTSKA_OBLAST,
      updatedTime: REGISTERED,
      patrolUnitCode: to,
    },
  ]);
});

test('publishes a new unit of the codifier', async () => {
  const oblastCode = 'UA01000000000013043';
  const code = 'UA01020010000048857';
  const unit = { code, name: 'Андріївська', category: 'H', oblastCode, raionCode: 'UA01020000000022387' };
  await registry.client.importTerritory({ units: [unit] });
  await published.expectWhole(events.territoryUnitListed, code, `${oblastCode}.${code}`, [unit]);
});

test('publishes a dated change of the territory, and the new name of a hromada', async () => {
  const client = testClient(Territory, registry.port, 'client');
  const unit = { code: 'UA05020050000066991', hromadaCode: 'UA05020050000066991', oblastCode: VINNYTSKA_OBLAST };
  const { code, ...places } = unit;
  const renamed = { code, kind: TerritoryChangeKind.RENAMED, effectiveDate: '2026-01-01' };
  await client.recordTerritoryChange({ ...renamed, nameUk: 'Нова', source: 'постанова' });
  const merged = { code, kind: TerritoryChangeKind.MERGED, effectiveDate: '2026-02-01', successorCode: VINNYTSIA };
  await client.recordTerritoryChange({ ...merged, knownByDate: true, source: 'постанова' });
  client.close();
  await published.expectWhole(events.territoryChanged, code, `${VINNYTSKA_OBLAST}.${code}`, [
    { ...renamed, exact: true, name: 'Нова', successorCode: '', ...places },
    { ...merged, exact: false, name: '', ...places },
  ]);
  const listed = { code, name: 'Нова', category: 'H', oblastCode: VINNYTSKA_OBLAST, raionCode: 'UA05020000000026686' };
  await published.expectWhole(events.territoryUnitListed, code, `${VINNYTSKA_OBLAST}.${code}`, [listed]);
});

test('publishes a station when it is opened, changed and closed, without its address', async () => {
  now = REGISTERED;
  const stations = testClient(Stations, registry.port);
  const { officerId } = await registry.client.registerOfficer();
  const details = {
    settlementCode: 'UA05020030010063857',
    address: 'вул. Соборна, 1',
    funding: PremisesFunding.HROMADA,
    fundedSince: '2021-06-01',
    condition: Condition.GOOD,
    accessibility: { grade: AccessibilityGrade.PARTLY, assessedOn: '2025-07-15', source: 'Самооцінка' },
    equipment: [],
    vehicles: [],
    officerIds: [officerId],
    phone: '',
  };
  const opened = await stations.openStation({ hromadaCode: VINNYTSIA, details });
  const { stationId } = opened;
  const place = { stationId, oblastCode: VINNYTSKA_OBLAST, hromadaCode: VINNYTSIA };
  const { settlementCode, funding } = details;
  const then = {
    ...place,
    settlementCode,
    funding,
    condition: Condition.GOOD,
    accessibility: AccessibilityGrade.PARTLY,
    officers: 1,
  };
  const at = `${VINNYTSKA_OBLAST}.${VINNYTSIA}`;
  await published.expectWhole(events.stationOpened, stationId, at, [{ ...then, openedTime: REGISTERED }]);
  now = LATER;
  const worn = { ...details, condition: Condition.WORN };
  const { etag } = await stations.updateStation({ ...opened, details: worn });
  await stations.closeStation({ stationId, etag });
  stations.close();
  await published.expectWhole(events.stationChanged, stationId, at, [
    { ...then, condition: Condition.WORN, changedTime: LATER },
  ]);
  await published.expectWhole(events.stationClosed, stationId, at, [{ ...place, closedTime: LATER }]);
});

test('publishes which settlements a starosta district consists of', async () => {
  const districts = testClient(Districts, registry.port);
  const defined = {
    starostaDistrictCode: DISTRICT,
    settlementCodes: ['UA05020030020063505'],
    validFrom: '2026-03-01',
  };
  await districts.defineStarostaDistrict({ definition: { ...defined, source: 'Рішення № 12', confirmed: true } });
  districts.close();
  await published.expectWhole(events.starostaDistrictDefined, DISTRICT, `${VINNYTSKA_OBLAST}.${VINNYTSIA}`, [
    { ...defined, hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA_OBLAST },
  ]);
});

test('publishes the figure of a wave, and that it has none any more', () =>
  expectPublishedTrust(registry, published, (time) => {
    now = time;
  }));

test('publishes how often the promises are kept, without a question or an officer', () =>
  expectPublishedGuarantee(registry, published, (time) => {
    now = time;
  }));

test('covers every field of every event of the registry', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.officers.'))).toEqual([]);
});
