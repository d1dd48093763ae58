import { randomUUID } from 'node:crypto';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import type { ImportOfficersResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  OfficerServiceService,
  type ImportOfficersRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { officerUpdated } from '@safe-community/events';
import { expectPartsAudited, refusalOf, sendParts } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { officerCalls, PROFILE, RECORD, type OfficerCalls } from '../../test/officer-calls.ts';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

let registry: RunningRegistry;
let officers: OfficerCalls;
/** Each test has its own source, because rows of one source are remembered forever. */
let sourceSystem: string;
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
});
beforeEach(() => {
  sourceSystem = `source-${randomUUID()}`;
});
afterAll(async () => {
  officers.close();
  await registry.stop();
});

/** A message of the stream, or bytes that may be malformed. */
type Part = ImportOfficersRequest | Buffer;

const send = (parts: readonly Part[], identity: 'client' | 'nats' = 'client'): Promise<ImportOfficersResponse> =>
  sendParts(registry.port, OfficerServiceService.importOfficers, parts, identity);

const header = (requestId: string = randomUUID()): ImportOfficersRequest => ({
  part: { $case: 'header', value: { requestId, sourceSystem } },
  rows: [],
});
const end = (rows: number): ImportOfficersRequest => ({ part: { $case: 'end', value: { rows } }, rows: [] });
const message = (...rows: readonly OfficerImportRow[]): ImportOfficersRequest => ({ part: undefined, rows: [...rows] });

let numbers = 0;
function row(rowNumber: number, more: Partial<OfficerImportRow> = {}): OfficerImportRow {
  numbers += 1;
  return OfficerImportRow.fromPartial({
    rowNumber,
    externalId: `person-${rowNumber}`,
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: 'Імпортована Ганна',
    serviceNumber: `IMP-${numbers}`,
    servicePlaceCode: VINNYTSIA,
    ...more,
  });
}

const whole = (rows: readonly OfficerImportRow[], requestId?: string) => [
  header(requestId),
  message(...rows),
  end(rows.length),
];

test('rows become officers with their record, and the source key finds them', async () => {
  const rows = [
    row(1, { record: RECORD, phone: '+380501112233', policeUnitCode: 'rvp-1' }),
    row(2, { kind: OfficerKind.DISTRICT }),
  ];
  const answer = await send(whole(rows));
  expect(answer).toEqual({ added: 2, alreadyKnown: 0, refused: 0, refusedFields: [] });
  const found = await officers.listImportedOfficers({ sourceSystem, externalIds: ['person-2', 'nobody', 'person-1'] });
  expect(found.officers.map(({ externalId }) => externalId)).toEqual(['person-2', 'person-1']);
  const officerId = found.officers[1]?.officerId ?? '';
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer).toMatchObject({
    fullName: 'Імпортована Ганна',
    phone: '+380501112233',
    servicePlaceCode: VINNYTSIA,
    policeUnitCode: 'rvp-1',
  });
  expect((await officers.getOfficerRecord({ officerId, reason: 'перевірка імпорту' })).record).toEqual(RECORD);
  const { officers: expiring } = await officers.listOfficers({
    hromadaCode: VINNYTSIA,
    certificationExpiresBefore: '2027-02-01',
  });
  expect(expiring.map(({ officerId: id, nextExpiry }) => [id, nextExpiry])).toContainEqual([officerId, '2027-01-10']);
});

test('a row publishes a profile, with the event of an update and once, and one that breaks its rules is rejected', async () => {
  const requestId = randomUUID();
  const rows = [
    row(1, { publicProfile: PROFILE }),
    row(2),
    row(3, { publicProfile: { ...PROFILE, dutyPhone: '102' } }),
    row(4, { publicProfile: { ...PROFILE, officeHours: [{ weekday: 99 as never, opens: '09:00', closes: '10:00' }] } }),
    row(5, { publicProfile: { ...PROFILE, dutyPhone: '' } }),
  ];
  const answer = await send(whole(rows, requestId));
  expect(answer).toMatchObject({ added: 3, refused: 2 });
  expect(answer.refusedFields.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [3, 'public_profile.duty_phone'],
    [4, 'public_profile.office_hours[0].weekday'],
  ]);
  await send(whole(rows, requestId));
  const found = await officers.listImportedOfficers({
    sourceSystem,
    externalIds: ['person-1', 'person-2', 'person-5'],
  });
  const [published = '', other = '', silent = ''] = found.officers.map(({ officerId }) => officerId);
  expect((await officers.getPublicProfile({ officerId: published })).profile).toEqual(PROFILE);
  expect(await refusalOf(officers.getPublicProfile({ officerId: other }))).toMatchObject({ code: 'NOT_FOUND' });
  const phones = await registry.sql(
    'select officer_id, has_duty_phone from officer_public_profile where officer_id = any($1) order by has_duty_phone',
    [[published, silent]],
  );
  expect(phones.map((row) => [row['officer_id'], row['has_duty_phone']])).toEqual([
    [silent, false],
    [published, true],
  ]);
  const events = await registry.sql('select type, body from ledger_event order by position');
  const updates = events
    .filter(({ type }) => type === officerUpdated.type)
    .map(({ body }) => officerUpdated.decode(body as Uint8Array))
    .filter(({ officerId }) => [published, other].includes(officerId));
  expect(updates).toMatchObject([
    {
      officerId: published,
      changedFields: ['public_profile'],
      servicePlaceCode: VINNYTSIA,
      oblastCode: VINNYTSKA_OBLAST,
    },
  ]);
});

test('rows that are sent again add nothing, from any caller and in any split into messages', async () => {
  const rows = [row(1), row(2), row(3)];
  await send(whole(rows));
  const before = await registry.sql('select count(*) from officer');
  const [first, second, third] = rows.map((one, index) => ({ ...one, rowNumber: 10 - index }));
  const parts = [header(), message(third ?? row(9)), message(first ?? row(9), second ?? row(9)), end(3)];
  expect(await send(parts)).toMatchObject({ added: 0, alreadyKnown: 3, refused: 0 });
  expect(await registry.sql('select count(*) from officer')).toEqual(before);
});

test('an answered import repeats its answer; its id with other rows is rejected', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2, { fullName: '' })];
  const first = await send(whole(rows, requestId));
  expect(await send(whole(rows, requestId))).toEqual(first);
  expect(await refusalOf(send(whole([row(7)], requestId)))).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'REQUEST_ID_REUSED',
  });
  expect((await officers.listImportedOfficers({ sourceSystem, externalIds: ['person-7'] })).officers).toEqual([]);
});

test('each row is rejected on its own, with all its fields', async () => {
  const { serviceNumber } = row(0);
  await registry.client.registerOfficer({ serviceNumber });
  const given = row(1);
  const rows = [
    given,
    row(2, { fullName: 'а\u0000', phone: '050' }),
    row(3, { fullName: 'аб\ud800' }),
    row(4, { externalId: '' }),
    row(5, { kind: OfficerKind.PATROL, patrolUnitCode: 'nobody-knows', servicePlaceCode: '' }),
    row(6, { serviceNumber }),
    row(7, { servicePlaceCode: 'UA05999999999999999' }),
    row(8, { kind: 99 as never, state: OfficerState.DISMISSED }),
    row(9, { record: { ...RECORD, ranks: [{ rankCode: 'captain', since: '2999-01-01', source: '' }] } }),
    row(10, { externalId: given.externalId, fullName: 'Інша Людина' }),
    row(11, { fullName: 'а'.repeat(300_000) }),
    row(12),
  ];
  const answer = await send(whole(rows));
  expect(answer).toMatchObject({ added: 2, alreadyKnown: 0, refused: 10 });
  expect(answer.refusedFields.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [2, 'full_name'],
    [3, 'full_name'],
    [4, 'external_id'],
    [5, 'patrol_unit_code'],
    [6, 'service_number'],
    [7, 'service_place_code'],
    [8, 'kind'],
    [8, 'state'],
    [9, 'record.ranks[0].since'],
    [9, 'record.ranks[0].source'],
    [10, 'external_id'],
    [11, 'full_name'],
  ]);
  expect(JSON.stringify(answer)).not.toContain('Людина');
});

test('an import that is cut off keeps its rows, and goes on when everything is sent again', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2), row(3)];
  const cut = await refusalOf(send([header(requestId), message(...rows.slice(0, 2))]));
  expect(cut).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['end'] });
  const { officers: accepted } = await officers.listImportedOfficers({
    sourceSystem,
    externalIds: ['person-1', 'person-2', 'person-3'],
  });
  expect(accepted.map(({ externalId }) => externalId)).toEqual(['person-1', 'person-2']);
  expect(await send(whole(rows, requestId))).toMatchObject({ added: 1, alreadyKnown: 2, refused: 0 });
});

test.each<[string, () => Part[], string]>([
  ['no header', () => [message(row(1)), end(1)], 'header'],
  ['no message', () => [], 'header'],
  ['a header with rows', () => [{ ...header(), rows: [row(1)] }, end(1)], 'header'],
  ['a header without an id', () => [header(''), end(0)], 'header.request_id'],
  ['a second header', () => [header(), header(), end(0)], 'rows'],
  ['an empty message', () => [header(), message(), end(0)], 'rows'],
  ['an end that counts other rows', () => [header(), message(row(1)), end(2)], 'end.rows'],
  [
    '101 rows in a message',
    () => [header(), message(...Array.from({ length: 101 }, (_, index) => row(index))), end(101)],
    'rows',
  ],
])('%s ends the import', async (_, parts, field) => {
  expect(await refusalOf(send(parts()))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a malformed message, a message of 5 MB, a bad source, and callers without the scope', async () => {
  expect(await refusalOf(send([header(), Buffer.from('ffff', 'hex')]))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  const huge = await refusalOf(send([header(), message(row(1, { fullName: 'а'.repeat(2_500_000) })), end(1)]));
  expect(['INVALID_ARGUMENT', 'RESOURCE_EXHAUSTED']).toContain(huge.code);
  sourceSystem = 'Кадри';
  expect(await refusalOf(send(whole([row(1)])))).toMatchObject({ fields: ['header.source_system'] });
  expect(await refusalOf(send(whole([row(1)]), 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
  const unknown = officers.listImportedOfficers({ sourceSystem: 'Кадри', externalIds: [] });
  expect(await refusalOf(unknown)).toMatchObject({ fields: ['source_system', 'external_ids'] });
});

test('the audit has an entry for the import, which names its source, and one for each officer', async () => {
  const requestId = randomUUID();
  await send(whole([row(1)], requestId));
  const { officers: added } = await officers.listImportedOfficers({ sourceSystem, externalIds: ['person-1'] });
  await expectPartsAudited(OfficerServiceService.importOfficers, registry, {
    whole: { requestId, subjectIds: [sourceSystem] },
    subjects: added.map(({ officerId }) => officerId),
  });
});
