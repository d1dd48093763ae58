import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { School, type SchoolImportRow } from '@safe-community/contracts/incidents/v1/school.ts';
import {
  GetSchoolSafetyRequest,
  LinkSchoolRequest,
  SchoolServiceService as Schools,
  UnlinkSchoolRequest,
  type ImportSchoolsRequest,
} from '@safe-community/contracts/incidents/v1/school_service.ts';
import {
  auditedWrite,
  expectAudited,
  expectPartsAudited,
  refusalOf,
  sendParts,
  testClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const LYCEUM = '12345678';
const KYIV = 'UA80000000000093317';

let intake: RunningIntake;
let schools: ReturnType<typeof client>;
const client = (from?: 'statistics' | 'nats') => testClient(Schools, intake.port, from);
beforeAll(async () => {
  intake = await runIntake();
  schools = client();
  await send([school({}), school({ edrpou: '00000002', name: 'Гімназія', hromadaCode: KYIV, point: undefined })]);
});
afterAll(async () => {
  schools.close();
  await intake.stop();
});

function school(more: Partial<School>): School {
  const point = { latitude: 49.2331, longitude: 28.4682 };
  const plain = { edrpou: LYCEUM, name: 'Ліцей № 1', hromadaCode: VINNYTSIA, point };
  return School.fromPartial({ ...plain, ...more });
}

function send(all: readonly (School | undefined)[], requestId: string = randomUUID()) {
  const rows: SchoolImportRow[] = all.map((each, index) => ({ rowNumber: index + 1, school: each }));
  const parts: ImportSchoolsRequest[] = [
    { part: { $case: 'header', value: { requestId, sourceSystem: 'education-register' } }, rows: [] },
    { part: undefined, rows },
    { part: { $case: 'end', value: { rows: rows.length } }, rows: [] },
  ];
  return sendParts(intake.port, Schools.importSchools, parts);
}

const bullying = () => intake.report({ report: fire({ category: IncidentCategory.SCHOOL_SAFETY }) });

function period(more: Partial<GetSchoolSafetyRequest> = {}): GetSchoolSafetyRequest {
  const [fromTime, toTime] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
  const asked = { edrpou: LYCEUM, fromTime, toTime, reason: 'перевірка безпеки' };
  return GetSchoolSafetyRequest.fromPartial({ ...asked, ...more });
}

test('an import adds, updates, and leaves schools by their code; a repeated one gets its first answer', async () => {
  const [requestId, edrpou] = [randomUUID(), '00000010'];
  const counts = { added: 0, updated: 0, alreadyKnown: 0, refused: 0, refusedFields: [] };
  const rows = [school({ edrpou }), school({})];
  expect(await send(rows, requestId)).toEqual({ ...counts, added: 1, alreadyKnown: 1 });
  expect(await send(rows, requestId)).toEqual({ ...counts, added: 1, alreadyKnown: 1 });
  await expectPartsAudited(Schools.importSchools, intake, {
    whole: { requestId, subjectIds: ['education-register'] },
    subjects: [`school-${edrpou}`],
  });
  const other = refusalOf(send([school({ edrpou, closed: true })], requestId));
  expect(await other).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  const closed = school({ edrpou, closed: true, settlementCode: 'UA05020030010063857' });
  expect(await send([closed])).toEqual({ ...counts, updated: 1 });
  expect(await schools.getSchool({ edrpou })).toEqual({ school: { ...closed, checkDigitDiffers: true } });
  expect(await send([school({ edrpou })])).toEqual({ ...counts, updated: 1 });
  const audited = 'select from audit_entry where $1 = any (subject_ids)';
  expect(await intake.sql(audited, [`school-${edrpou}`])).toHaveLength(3);
});

test.each<[string, School | undefined]>([
  ['school', undefined],
  ['school.edrpou', school({ edrpou: '1234' })],
  ['school.name', school({ name: '' })],
  ['school.hromada_code', school({ hromadaCode: '' })],
  ['school.hromada_code', school({ hromadaCode: 'UA05020030000031450' })],
  ['school.settlement_code', school({ settlementCode: KYIV })],
  ['school.point', school({ point: { latitude: 50.45, longitude: 30.52 } })],
  ['school.point', school({ point: { latitude: 52.2, longitude: 21 } })],
  ['school.edrpou', school({})],
])('rejects a row with an invalid %s, and stores the others', async (field, invalid) => {
  const answer = await send([school({}), invalid]);
  expect(answer).toMatchObject({ alreadyKnown: 1, refused: 1, refusedFields: [{ rowNumber: 2, field }] });
});

test('lists schools by place and name, page by page', async () => {
  const codes = async (more: object) => (await schools.listSchools(more)).schools.map(({ edrpou }) => edrpou);
  expect(await codes({ name: 'ГІМН' })).toEqual(['00000002']);
  expect(await codes({ hromadaCode: KYIV })).toEqual(['00000002']);
  expect(await codes({ oblastCode: VINNYTSIA_OBLAST })).toContain(LYCEUM);
  const first = await schools.listSchools({ pageSize: 1 });
  expect(first.schools.map(({ edrpou }) => edrpou)).toEqual(['00000002']);
  expect(await codes({ pageToken: first.nextPageToken })).toContain(LYCEUM);
  const { nextPageToken: pageToken } = first;
  for (const bad of [
    { hromadaCode: 'x' },
    { oblastCode: 'x' },
    { name: 'я' },
    { pageSize: 501 },
    { pageToken, name: 'лі' },
  ]) {
    expect(await refusalOf(schools.listSchools(bad))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  }
  expect(await refusalOf(schools.getSchool({ edrpou: '1' }))).toMatchObject({ fields: ['edrpou'] });
  expect(await refusalOf(schools.getSchool({ edrpou: '99999999' }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a school shows its incidents as counts and ids, each read recorded; of sensitive ones nothing names it', async () => {
  const edrpou = '00000020';
  await send([school({ edrpou })]);
  const [first, second, burnt] = [await bullying(), await bullying(), await intake.report({ report: fire() })];
  const requestId = randomUUID();
  for (const { incidentId } of [first, second, burnt]) await schools.linkSchool({ incidentId, edrpou });
  const linked = await schools.linkSchool({ requestId, incidentId: first.incidentId, edrpou });
  expect(await schools.linkSchool({ requestId, incidentId: first.incidentId, edrpou })).toEqual(linked);
  const safety = await schools.getSchoolSafety(period({ edrpou, pageSize: 2 }));
  const state = IncidentState.RECEIVED;
  expect(safety.counts).toEqual(
    expect.arrayContaining([
      { category: IncidentCategory.SCHOOL_SAFETY, state, incidents: 2 },
      { category: IncidentCategory.FIRE, state, incidents: 1 },
    ]),
  );
  expect(safety.incidentIds).toEqual([burnt.incidentId, second.incidentId]);
  expect(await reads(first.incidentId)).toBe(1);
  expect((await schools.getSchoolSafety(period({ edrpou }))).incidentIds).toHaveLength(3);
  const stored = await intake.sql('select to_jsonb(incident_school)::text as row from incident_school');
  const history = await intake.sql('select to_jsonb(case_history)::text as row from case_history');
  expect(JSON.stringify([stored, history])).not.toContain(edrpou);
  const named = await intake.sql(
    `select type, position($2::bytea in body) > 0 as burnt from ledger_event where position($1::bytea in body) > 0`,
    [edrpou, burnt.incidentId].map((text) => Buffer.from(text)),
  );
  expect(named).toEqual([{ type: 'safecommunity.incidents.v1.school-link-changed', burnt: true }]);
  await schools.unlinkSchool({ incidentId: first.incidentId });
  const again = refusalOf(schools.unlinkSchool({ incidentId: first.incidentId }));
  expect(await again).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SCHOOL_NOT_LINKED' });
});

test('pages of the incidents of a school belong to its filter; only the first has counts', async () => {
  const edrpou = '00000030';
  await send([school({ edrpou })]);
  const [older, newer] = [await bullying(), await bullying()];
  for (const { incidentId } of [older, newer]) await schools.linkSchool({ incidentId, edrpou });
  const asked = period({ edrpou, pageSize: 1 });
  const { incidentIds, nextPageToken: pageToken } = await schools.getSchoolSafety(asked);
  expect(incidentIds).toEqual([newer.incidentId]);
  const last = await schools.getSchoolSafety({ ...asked, pageToken });
  expect(last).toEqual({ counts: [], incidentIds: [older.incidentId], nextPageToken: '' });
  const other = refusalOf(schools.getSchoolSafety({ ...asked, pageToken, edrpou: LYCEUM }));
  expect(await other).toMatchObject({ fields: ['page_token'] });
});

test('without the right for school safety, neither the view nor a link of a sensitive incident is possible', async () => {
  const { incidentId } = await bullying();
  await schools.linkSchool({ incidentId, edrpou: LYCEUM });
  const [ordinary, stranger] = [client('statistics'), client('nats')];
  const denied = { code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' };
  expect(await refusalOf(ordinary.getSchoolSafety(period()))).toMatchObject(denied);
  expect(await refusalOf(ordinary.linkSchool({ incidentId, edrpou: LYCEUM }))).toMatchObject(denied);
  expect(await refusalOf(ordinary.unlinkSchool({ incidentId }))).toMatchObject(denied);
  expect(await refusalOf(stranger.getSchoolSafety(period()))).toMatchObject({ reason: 'SCOPE_MISSING' });
  expect(await reads(incidentId)).toBe(0);
  ordinary.close();
  stranger.close();
});

test.each<[string, Partial<GetSchoolSafetyRequest>]>([
  ['edrpou', { edrpou: '1' }],
  ['from_time', { fromTime: undefined }],
  ['to_time', { toTime: new Date(0) }],
  ['reason', { reason: '' }],
  ['page_size', { pageSize: 501 }],
])('rejects a view with an invalid %s', async (field, more) => {
  const refused = refusalOf(schools.getSchoolSafety(period(more)));
  expect(await refused).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('unknown incidents and schools are not found, and a school of another oblast is refused', async () => {
  const { incidentId } = await bullying();
  for (const call of [
    () => schools.linkSchool({ incidentId: randomUUID(), edrpou: LYCEUM }),
    () => schools.linkSchool({ incidentId, edrpou: '99999999' }),
    () => schools.getSchoolSafety(period({ edrpou: '99999999' })),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  }
  const elsewhere = refusalOf(schools.linkSchool({ incidentId, edrpou: '00000002' }));
  expect(await elsewhere).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SCHOOL_ELSEWHERE' });
  expect(await refusalOf(schools.linkSchool({ incidentId, edrpou: '1' }))).toMatchObject({ fields: ['edrpou'] });
});

test('the audit has every link', async () => {
  const subject = (_: unknown, { incidentId }: { readonly incidentId: string }) => [incidentId];
  const link = async () => LinkSchoolRequest.fromPartial({ ...(await bullying()), edrpou: LYCEUM });
  const unlink = async () => {
    const { incidentId } = await link();
    await schools.linkSchool({ incidentId, edrpou: LYCEUM });
    return UnlinkSchoolRequest.fromPartial({ incidentId });
  };
  await expectAudited(intake, auditedWrite(Schools.linkSchool, link, subject));
  await expectAudited(intake, auditedWrite(Schools.unlinkSchool, unlink, subject));
});

async function reads(incidentId: string): Promise<number> {
  return (await intake.sql('select from sensitive_read where incident_id = $1', [incidentId])).length;
}
