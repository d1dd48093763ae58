import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  OfficerServiceService,
  type ImportOfficersRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  TerritoryChangeKind as Kind,
  TerritoryStatus,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { hromadas, settlementsOf } from '@safe-community/territory';
import { refusalOf, sendParts, testClient, type TestClient } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilKnown } from '../../test/merged-hromadas.ts';
import { officerCalls, type OfficerCalls } from '../../test/officer-calls.ts';
import { VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const NOW = new Date('2030-05-10T09:00:00Z');
/** Occupied on 15 May, liberated on 1 June; each test takes its own hromada. */
const OCCUPIED_ON = '2030-05-15';
const BEFORE = new Date('2030-05-14T20:59:59.999Z');
const DURING = new Date('2030-05-14T21:00:00Z');
const AFTER = new Date('2030-05-31T21:00:00Z');
const RULE = `must not be occupied on 2030-05-15: it has been since ${OCCUPIED_ON}`;
const UNUSED = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST);
/** Occupied since 2020 by the published statuses. */
const DONETSK = 'UA14080030000053877';

let registry: RunningRegistry;
let territory: TestClient<typeof TerritoryServiceService>;
let officers: OfficerCalls;
let now = NOW;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  territory = testClient(TerritoryServiceService, registry.port);
  officers = officerCalls(registry.port);
});
afterAll(async () => {
  territory.close();
  officers.close();
  await registry.stop();
});

async function record(code: string, kind: Kind, effectiveDate: string): Promise<void> {
  await territory.recordTerritoryChange({ code, kind, effectiveDate, source: 'наказ' });
}

/** A hromada that is occupied from 15 May until 31 May, once the directory knows. */
async function takeHromada(kind: Kind = Kind.OCCUPIED): Promise<string> {
  const code = UNUSED.shift()?.code ?? '';
  await record(code, kind, OCCUPIED_ON);
  await record(code, Kind.LIBERATED, '2030-06-01');
  await untilKnown(registry.client);
  return code;
}

const newOfficer = async () => (await registry.client.registerOfficer()).officerId;

async function expectRefused(call: Promise<unknown>, field: string, rule = RULE): Promise<void> {
  expect(await refusalOf(call)).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
    message: expect.stringContaining(rule),
  });
}

test('an assignment that starts while the place is occupied is refused, and changes nothing', async () => {
  const hromadaCode = await takeHromada();
  const beat = { hromadaCode, starostaDistrictCode: '' };
  const officerId = await newOfficer();
  const before = await registry.rowCount();
  await expectRefused(registry.client.assignOfficer({ officerId, beat, startTime: DURING }), 'beat.hromada_code');
  expect(await registry.rowCount()).toBe(before);
  const { assignment } = await registry.client.assignOfficer({ officerId, beat, startTime: BEFORE });
  const { beatId = '' } = assignment ?? {};
  const next = await newOfficer();
  const deputy = { officerId: next, beatId, role: AssignmentRole.DEPUTY };
  await expectRefused(registry.client.assignOfficer({ ...deputy, startTime: DURING }), 'beat_id');
  await expectRefused(registry.client.handOverBeat({ beatId, officerId: next, startTime: DURING }), 'beat_id');
  const { next: later } = await registry.client.handOverBeat({ beatId, officerId: next, startTime: AFTER });
  expect(later?.assignedTime).toEqual(AFTER);
});

test('no officer is transferred into an occupied place, but out of one', async () => {
  const [from, to] = [UNUSED.shift()?.code ?? '', await takeHromada()];
  const officerId = await newOfficer();
  await registry.client.assignOfficer({ officerId, beat: { hromadaCode: from, starostaDistrictCode: '' } });
  const beatOf = async (hromadaCode: string) =>
    (await registry.client.listBeats({ hromadaCode })).beats[0]?.beatId ??
    (await registry.client.createBeat({ hromadaCode, name: 'Дільниця' })).beat?.beatId ??
    '';
  const [former, next] = [await beatOf(from), await beatOf(to)];
  await expectRefused(registry.client.transferOfficer({ officerId, beatId: next, startTime: DURING }), 'beat_id');
  await registry.client.transferOfficer({ officerId, beatId: next, startTime: BEFORE });
  await registry.client.transferOfficer({ officerId, beatId: former, startTime: DURING });
});

test('near the front, officers are assigned, and the coverage says that the programme does not apply', async () => {
  const hromadaCode = await takeHromada(Kind.FRONTLINE);
  const officerId = await newOfficer();
  const beat = { hromadaCode, starostaDistrictCode: '' };
  await registry.client.assignOfficer({ officerId, beat, startTime: DURING });
  now = DURING;
  const { hromadas: rows } = await registry.client.listHromadaCoverage({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 });
  const row = rows.find((each) => each.hromadaCode === hromadaCode);
  expect(row).toMatchObject({
    eligible: false,
    ineligibleSince: OCCUPIED_ON,
    statusSince: OCCUPIED_ON,
    status: TerritoryStatus.FRONTLINE,
    staffedBeats: 1,
  });
  now = NOW;
});

test('no beat is created or changed to cover nothing but occupied units', async () => {
  const hromadaCode = await takeHromada();
  const [first = '', second = '', third = ''] = settlementsOf(hromadaCode).map(({ code }) => code);
  await record(second, Kind.LIBERATED, '2030-05-16');
  now = new Date('2030-05-16T09:00:00Z');
  const rule = `must not be occupied on 2030-05-16: it has been since ${OCCUPIED_ON}`;
  const create = (unitCodes: string[], validFromTime?: Date) =>
    registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes, validFromTime });
  await untilKnown(registry.client);
  const before = await registry.rowCount();
  await expectRefused(create([]), 'hromada_code', rule);
  await expectRefused(create([first]), 'unit_codes', rule);
  expect(await registry.rowCount()).toBe(before);
  const { beat } = await create([first, second]);
  const { beatId = '', etag = '' } = beat ?? {};
  await expectRefused(registry.client.changeBeat({ beatId, etag, unitCodes: [first, third] }), 'unit_codes', rule);
  // As of its start, it was not occupied.
  await create([third], BEFORE);
  now = NOW;
});

test('nobody is registered, moved, or imported to serve in a place that is occupied today', async () => {
  const rule = 'must not be occupied: it has been since 2020-07-17';
  await expectRefused(registry.client.registerOfficer({ servicePlaceCode: DONETSK }), 'service_place_code', rule);
  const officerId = await newOfficer();
  const { etag = '' } = (await registry.client.getOfficer(officerId)).officer ?? {};
  const update = { officerId, etag, updateMask: ['service_place_code'], officer: { servicePlaceCode: DONETSK } };
  await expectRefused(officers.updateOfficer(update as never), 'officer.service_place_code', rule);
  const rows = [row(1, UNUSED[0]?.code ?? ''), row(2, DONETSK)];
  const answer = await sendParts(registry.port, OfficerServiceService.importOfficers, [
    { part: { $case: 'header', value: { requestId: randomUUID(), sourceSystem: 'personnel' } }, rows: [] },
    { part: undefined, rows },
    { part: { $case: 'end', value: { rows: rows.length } }, rows: [] },
  ] satisfies ImportOfficersRequest[]);
  expect(answer).toMatchObject({ added: 1, refused: 1 });
  expect(answer.refusedFields).toMatchObject([{ rowNumber: 2, field: 'service_place_code', rule }]);
});

function row(rowNumber: number, servicePlaceCode: string): OfficerImportRow {
  return OfficerImportRow.fromPartial({
    rowNumber,
    externalId: `person-${rowNumber}`,
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: 'Імпортована Ганна',
    serviceNumber: `OCC-${rowNumber}`,
    servicePlaceCode,
  });
}
