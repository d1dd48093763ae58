import { randomUUID } from 'node:crypto';
import {
  ProtectionMeasure,
  RiskLevel,
  ViolenceForm,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OrderWarning } from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { protectionOrderRecorded, victimReferred } from '@safe-community/events';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/messages.ts';
import { runIntakeOnLine, type IntakeOnLine } from '../../test/running-intake.ts';
import {
  answers,
  courtTerms,
  OFFENDER,
  recordCase,
  reported,
  urgentTerms,
  VICTIM,
  violenceClient,
  type ViolenceClient,
} from '../../test/violence-client.ts';

let intake: IntakeOnLine;
let violence: ViolenceClient;
beforeAll(async () => {
  intake = await runIntakeOnLine();
  violence = violenceClient(intake);
});
afterEach(() => intake.line.restore());
afterAll(async () => {
  violence.close();
  await intake.stop();
});

const { LEAVE_HOME, NO_CONTACT, NO_ENTRY } = ProtectionMeasure;
const DAY = 24 * 3_600_000;

test('reads back a complete case as it was recorded', async () => {
  const incidentId = await opened();
  const assessed = await violence.assessRisk(incidentId, { answers: answers('weapon', 'dependence') });
  expect(assessed).toEqual({ version: 2, score: 7, level: RiskLevel.HIGH });
  const urgent = urgentTerms();
  const { orderId } = await violence.issueProtectionOrder(incidentId, urgent);
  const court = courtTerms();
  const extended = await violence.extendByCourt(incidentId, orderId.toUpperCase(), court);
  const { referralId } = await violence.referVictim(incidentId);
  await violence.acceptReferral(incidentId, referralId);
  const dueTime = new Date(Date.now() + DAY);
  const { visitId } = await violence.planVisit(incidentId, dueTime);
  expect(await violence.recordVisit(incidentId, visitId)).toEqual({ version: 8 });

  const { case: read } = await violence.getCase(incidentId.toUpperCase());
  const { requestId: _, expectedVersion: __, ...facts } = recordCase(incidentId);
  expect(read).toMatchObject({ ...facts, version: 8, victim: VICTIM, offender: OFFENDER, otherIncidentIds: [] });
  expect(read?.risk).toMatchObject({ score: 7, level: RiskLevel.HIGH, yes: ['weapon', 'dependence'] });
  expect(read?.orders).toMatchObject([
    { ...urgent, orderId, courtDecision: '', extendsOrderId: '' },
    { ...court, orderId: extended.orderId, extendsOrderId: orderId },
  ]);
  expect(read?.referrals).toMatchObject([{ referralId, hromadaCode: VINNYTSIA, request: 'прихисток' }]);
  expect(read?.referrals[0]?.acceptedTime).toBeInstanceOf(Date);
  expect(read?.visits).toMatchObject([{ visitId, dueTime, finding: 'усе спокійно' }]);
  expect(read?.visits[0]?.doneTime).toBeInstanceOf(Date);

  expect(await eventsOf(protectionOrderRecorded, incidentId)).toMatchObject([
    { orderId, measures: urgent.measures, byCourt: false, validTo: urgent.validTo },
    { orderId: extended.orderId, measures: court.measures, byCourt: true, validTo: court.validTo },
  ]);
  expect(await eventsOf(victimReferred, incidentId)).toMatchObject([{ referralId, hromadaCode: VINNYTSIA }]);
});

test('each change of the case is in the history of the incident, whose state does not change', async () => {
  const incidentId = await opened();
  await violence.recordCase(incidentId, { children: 0 });
  await violence.assessRisk(incidentId);
  await violence.planVisit(incidentId, new Date());
  const history = await intake.sql(
    'select version, kind, state, former_state from case_history where incident_id = $1 order by version',
    [incidentId],
  );
  expect(history.map(({ kind }) => kind)).toEqual(['case-opened', 'case-corrected', 'risk-assessed', 'visit-planned']);
  expect(history.map(({ version }) => version)).toEqual([2, 3, 4, 5]);
  expect(history.every(({ state, former_state }) => state === 'received' && former_state === 'received')).toBe(true);
});

test('a correction replaces the former data of the case', async () => {
  const incidentId = await opened();
  const forms = [ViolenceForm.SEXUAL];
  const corrected = await violence.recordCase(incidentId, { forms, offender: undefined, expectedVersion: 1 });
  expect(corrected).toEqual({ incidentId, version: 2, otherCases: 0 });
  expect((await violence.getCase(incidentId)).case).toMatchObject({ version: 2, forms, offender: undefined });
});

test('finds other cases of the same offender, newest first, however the name was typed', async () => {
  const offender = (fullName: string, birthDate = '1979-09-09') => ({ ...OFFENDER, fullName, birthDate });
  const first = await opened({ offender: offender("В'ячеслав  Лук'янчук") });
  const second = await opened({ offender: offender('в’ячеслав лукʼянчук '.normalize('NFD')) });
  await opened({ offender: offender("В'ячеслав Лук'янчук", '') });
  await opened({ offender: offender("В'ячеслав Лук'янчук", '1979-09-10') });
  const third = await reported(intake);
  const { otherCases } = await violence.recordCase(third, { offender: offender('В`ЯЧЕСЛАВ ЛУК*ЯНЧУК') });
  expect(otherCases).toBe(2);
  expect((await violence.getCase(third)).case?.otherIncidentIds).toEqual([second, first]);
  expect((await violence.getCase(first)).case?.otherIncidentIds).toEqual([third, second]);
  // A correction of the name undoes the link.
  expect(await violence.recordCase(third, { offender: offender('Інший') })).toMatchObject({ otherCases: 0 });
  expect((await violence.getCase(first)).case?.otherIncidentIds).toEqual([second]);
});

test('a repeated request returns the first answer and changes nothing; another body is rejected', async () => {
  const incidentId = await opened();
  const requestId = randomUUID();
  const terms = urgentTerms();
  const first = await violence.issueProtectionOrder(incidentId, { requestId, ...terms });
  const before = await stored();
  expect(await violence.issueProtectionOrder(incidentId, { requestId, ...terms })).toEqual(first);
  const other = { requestId, ...terms, measures: [NO_ENTRY] };
  const refusal = await refusalOf(violence.issueProtectionOrder(incidentId, other));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  expect(await stored()).toEqual(before);
});

test('of concurrent changes to the same version one succeeds; without a version all succeed', async () => {
  const incidentId = await opened();
  const racing = Array.from({ length: 8 }, () => violence.assessRisk(incidentId, { expectedVersion: 1 }));
  const ended = await Promise.allSettled(racing);
  expect(ended.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  const refused = racing.filter((_, index) => ended[index]?.status === 'rejected');
  for (const call of refused) {
    expect(await refusalOf(call)).toMatchObject({ code: 'ABORTED', reason: 'VERSION_CHANGED' });
  }
  const calls = Array.from({ length: 8 }, () => violence.assessRisk(incidentId));
  const versions = (await Promise.all(calls)).map(({ version }) => version);
  expect(versions.toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

test('two concurrent requests to open the same case open one', async () => {
  const incidentId = await reported(intake);
  const ended = await Promise.all([violence.recordCase(incidentId), violence.recordCase(incidentId)]);
  expect(ended.map(({ version }) => version).toSorted()).toEqual([1, 2]);
  const refusal = await refusalOf(violence.recordCase(await reported(intake), { expectedVersion: 1 }));
  expect(refusal).toMatchObject({ code: 'ABORTED', reason: 'VERSION_CHANGED' });
});

test('rejects what the state of the case does not allow, with its reason', async () => {
  const other = await reported(intake, IncidentCategory.SCHOOL_SAFETY);
  const unopened = await reported(intake);
  const [unknown, id] = [randomUUID(), randomUUID()];
  const calls: [string, (incidentId: string) => Promise<unknown>][] = [
    ['assessRisk', (incidentId) => violence.assessRisk(incidentId)],
    ['issueProtectionOrder', (incidentId) => violence.issueProtectionOrder(incidentId)],
    ['extendByCourt', (incidentId) => violence.extendByCourt(incidentId, id)],
    ['referVictim', (incidentId) => violence.referVictim(incidentId)],
    ['acceptReferral', (incidentId) => violence.acceptReferral(incidentId, id)],
    ['planVisit', (incidentId) => violence.planVisit(incidentId, new Date())],
    ['recordVisit', (incidentId) => violence.recordVisit(incidentId, id)],
    ['getCase', (incidentId) => violence.getCase(incidentId)],
  ];
  const before = await stored();
  for (const [method, call] of [...calls, ['recordCase', (at: string) => violence.recordCase(at)] as const]) {
    expect([method, await refusalOf(call(other))]).toMatchObject([method, { reason: 'CATEGORY_OTHER' }]);
    expect([method, await refusalOf(call(unknown))]).toMatchObject([method, { code: 'NOT_FOUND' }]);
  }
  for (const [method, call] of calls) {
    expect([method, await refusalOf(call(unopened))]).toMatchObject([method, { reason: 'CASE_NOT_OPENED' }]);
  }
  expect(await stored()).toEqual(before);
});

test('rejects parts of another case and parts that are already used', async () => {
  const [incidentId, other] = [await opened(), await opened()];
  const { orderId } = await violence.issueProtectionOrder(other);
  const { referralId } = await violence.referVictim(other);
  const { visitId } = await violence.planVisit(other, new Date());
  const before = await stored();
  const strangers = [
    () => violence.extendByCourt(incidentId, orderId),
    () => violence.acceptReferral(incidentId, referralId),
    () => violence.recordVisit(incidentId, visitId),
  ];
  for (const call of strangers) expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  expect(await stored()).toEqual(before);
  await violence.acceptReferral(other, referralId);
  await violence.recordVisit(other, visitId);
  expect(await refusalOf(violence.acceptReferral(other, referralId))).toMatchObject({ reason: 'ALREADY_ACCEPTED' });
  expect(await refusalOf(violence.recordVisit(other, visitId))).toMatchObject({ reason: 'ALREADY_DONE' });
});

test('does not evict an offender who is known to be under 18, and warns where the age is unknown', async () => {
  const seventeen = `${new Date().getUTCFullYear() - 17}-01-01`;
  const young = await opened({ offender: { ...OFFENDER, birthDate: seventeen } });
  const measures = [NO_CONTACT, LEAVE_HOME, NO_ENTRY];
  const refusal = await refusalOf(violence.issueProtectionOrder(young, { measures }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['measures[1]', 'measures[2]'] });
  expect(await violence.issueProtectionOrder(young, { measures: [NO_CONTACT] })).toMatchObject({ version: 2 });
  for (const offender of [undefined, { ...OFFENDER, birthDate: '' }]) {
    const unknown = await opened({ offender });
    const { orderId, warnings } = await violence.issueProtectionOrder(unknown, { measures });
    expect(warnings).toEqual([OrderWarning.BIRTH_DATE_UNKNOWN]);
    expect(await violence.extendByCourt(unknown, orderId, { measures })).toMatchObject({ version: 3 });
  }
});

test('rejects invalid input by field and changes nothing', async () => {
  const incidentId = await opened();
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  const { visitId } = await violence.planVisit(incidentId, new Date());
  const { validFrom, validTo } = urgentTerms();
  const tooLong = { validFrom, validTo: new Date(validTo.getTime() + 1_000) };
  const before = await stored();
  const bad: [() => Promise<unknown>, string[]][] = [
    [() => violence.recordCase('7', { requestId: 'x' }), ['request_id', 'incident_id']],
    [() => violence.recordCase(incidentId, { victim: undefined }), ['victim']],
    [() => violence.recordCase(incidentId, { forms: [] }), ['forms']],
    [() => violence.recordCase(incidentId, { forms: [0, 99 as 1] }), ['forms[0]', 'forms[1]']],
    [() => violence.recordCase(incidentId, { children: 31, narrative: '\u200b' }), ['children', 'narrative']],
    [() => violence.recordCase(incidentId, { narrative: 'я'.repeat(8_001) }), ['narrative']],
    [() => violence.recordCase(incidentId, { victim: { ...VICTIM, birthDate: '1990-02-30' } }), ['victim.birth_date']],
    [() => violence.recordCase(incidentId, { offender: { ...OFFENDER, phone: '067' } }), ['offender.phone']],
    [() => violence.assessRisk(incidentId, { answers: [] }), ['answers']],
    [() => violence.issueProtectionOrder(incidentId, tooLong), ['valid_to']],
    [() => violence.issueProtectionOrder(incidentId, { measures: [] }), ['measures']],
    [() => violence.issueProtectionOrder(incidentId, { measures: [0] }), ['measures[0]']],
    [
      () => violence.issueProtectionOrder(incidentId, { validFrom: undefined, validTo: undefined }),
      ['valid_from', 'valid_to'],
    ],
    [() => violence.extendByCourt(incidentId, orderId, { courtDecision: '№' }), ['court_decision']],
    [() => violence.extendByCourt(incidentId, '7'), ['order_id']],
    [() => violence.extendByCourt(incidentId, orderId, { validTo: courtTerms().validFrom }), ['valid_to']],
    [() => violence.referVictim(incidentId, { request: 'я'.repeat(501) }), ['request']],
    [() => violence.acceptReferral(incidentId, 'x'), ['referral_id']],
    [() => violence.planVisit(incidentId, undefined), ['due_time']],
    [() => violence.planVisit(incidentId, new Date(Date.now() - 120_000)), ['due_time']],
    [() => violence.recordVisit(incidentId, visitId, { finding: ' ' }), ['finding']],
    [() => violence.recordVisit(incidentId, visitId, { doneTime: new Date(Date.now() + 120_000) }), ['done_time']],
    [() => violence.recordVisit(incidentId, visitId, { doneTime: new Date('2020-01-01') }), ['done_time']],
    [() => violence.listDueVisits({ pageSize: 501, hromadaCode: 'x' }), ['hromada_code', 'page_size']],
    [() => violence.listDueVisits({ pageToken: 'x' }), ['page_token']],
  ];
  for (const [call, fields] of bad) expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
  expect(await stored()).toEqual(before);
});

test('lists the questionnaire with its thresholds', async () => {
  const { questions, mediumFrom, highFrom } = await violence.listRiskQuestions();
  expect(questions.length).toBe(16);
  expect(questions[0]).toMatchObject({ key: 'threat_to_kill', decisive: true, weight: 6 });
  expect([mediumFrom, highFrom]).toEqual([4, 10]);
});

test('without its database it changes nothing and returns UNAVAILABLE', async () => {
  const incidentId = await opened();
  const before = await stored();
  intake.line.cut();
  expect(await refusalOf(violence.assessRisk(incidentId))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await refusalOf(violence.getCase(incidentId))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await stored()).toEqual(before);
});

async function opened(more: Parameters<ViolenceClient['recordCase']>[1] = {}): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId, more);
  return incidentId;
}

/** What a refused call leaves unchanged; refused reads may still be recorded. */
async function stored(): Promise<unknown> {
  const [versions] = await intake.sql(
    `select coalesce(sum(version), 0)::int as versions, (select count(*)::int from dv_order) as orders,
       (select count(*)::int from dv_visit) as visits, (select count(*)::int from case_history) as history from dv_case`,
  );
  return { ...versions, ...(await intake.counts()) };
}

async function eventsOf<Message extends { incidentId: string }>(
  kind: { type: string; decode(body: Uint8Array): Message },
  incidentId: string,
): Promise<Message[]> {
  const found = await intake.sql('select body from ledger_event where type = $1 order by position', [kind.type]);
  return found.map(({ body }) => kind.decode(body as Buffer)).filter((message) => message.incidentId === incidentId);
}
