import { randomUUID } from 'node:crypto';
import {
  OutcomeKind,
  OutcomeRecorded,
  OutcomeRevoked,
} from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { RuleStatus } from '@safe-community/contracts/incidents/v1/law.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase, PROTOCOL, type EndOfCase } from '../../test/end-of-case.ts';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let calls: EndOfCase;
let plain: EndOfCase;
beforeAll(async () => {
  intake = await runIntake();
  calls = endOfCase(intake);
  plain = endOfCase(intake, 'statistics');
});
afterAll(async () => {
  calls.close();
  plain.close();
  await intake.stop();
});

const { DOMESTIC_VIOLENCE } = IncidentCategory;
const report = async (category: IncidentCategory = IncidentCategory.FIRE): Promise<string> =>
  (await intake.report({ report: fire({ category }) })).incidentId;

const OFFENCE = { article: '173-2', part: 1, offenceDate: '2025-03-01' };
const WORKS = { ...OFFENCE, hoursPerDay: 4, minor: false, work: 'прибирання парку' };
const KINDS = [
  PROTOCOL,
  { $case: 'pretrialRegisterNumber', value: '12026020010000123' },
  { $case: 'policeRegisterNumber', value: '48213' },
  { $case: 'sociallyUsefulWorks', value: { ...WORKS, article: '183-1', hours: 240 } },
  { $case: 'communityWorks', value: { ...WORKS, hours: 40 } },
  { $case: 'fine', value: { ...OFFENCE, amount: 340 } },
  { $case: 'arrest', value: { ...OFFENCE, days: 7 } },
  { $case: 'correctionalWorks', value: { ...OFFENCE, days: 60, percent: 20 } },
] as const;

test('stores and lists outcomes of all kinds, oldest first', async () => {
  const incidentId = await report();
  for (const kind of KINDS) await calls.record(incidentId, kind);
  const found = await calls.outcomes(incidentId);
  expect(found.map(({ kind }) => kind)).toEqual(KINDS);
  expect(found.every(({ recordedTime, revokedTime }) => recordedTime !== undefined && revokedTime === undefined)).toBe(
    true,
  );
});

test('an outcome leaves the state unchanged, and its event does not contain the number', async () => {
  const incidentId = await report();
  expect(await calls.record(incidentId, PROTOCOL)).toMatchObject({ version: 2 });
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ version: 2, state: IncidentState.RECEIVED });
  const [entry] = await intake.sql('select kind, system, details from case_history where incident_id = $1', [
    incidentId,
  ]);
  expect(entry).toMatchObject({
    kind: 'outcome-recorded',
    system: 'client',
    details: { outcome_kind: 'administrative_protocol' },
  });
  const { subject, body } = await lastEvent();
  expect(subject).toBe(`safecommunity.incidents.v1.outcome-recorded.${VINNYTSIA_OBLAST}.${VINNYTSIA}`);
  expect(OutcomeRecorded.decode(body)).toMatchObject({
    incidentId,
    kind: OutcomeKind.ADMINISTRATIVE_PROTOCOL,
    state: IncidentState.RECEIVED,
  });
  expect(body.includes('123456')).toBe(false);
});

test('revokes a mistaken outcome once, with a reason, and keeps it visible', async () => {
  const incidentId = await report();
  const { outcomeId } = await calls.record(incidentId, PROTOCOL);
  expect(await calls.revoke(incidentId, outcomeId.toUpperCase())).toEqual({ version: 3 });
  const { subject, body } = await lastEvent();
  expect(subject).toContain('.outcome-revoked.');
  expect(OutcomeRevoked.decode(body)).toMatchObject({
    incidentId,
    outcomeId,
    kind: OutcomeKind.ADMINISTRATIVE_PROTOCOL,
  });
  expect(await calls.outcomes(incidentId)).toMatchObject([
    { outcomeId, revokedTime: expect.any(Date), kind: PROTOCOL },
  ]);
  const before = await intake.counts();
  const refusal = await refusalOf(calls.revoke(incidentId, outcomeId));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'ALREADY_REVOKED' });
  expect(await intake.counts()).toEqual(before);
});

test('does not find an outcome of another incident', async () => {
  const { outcomeId } = await calls.record(await report(), PROTOCOL);
  expect(await refusalOf(calls.revoke(await report(), outcomeId))).toMatchObject({ code: 'NOT_FOUND' });
});

test.each(['rejected', 'duplicate'])('an incident that is %s accepts no outcome', async (state) => {
  const incidentId = await report();
  await intake.sql('update incident set state = $2 where incident_id = $1', [incidentId, state]);
  const before = await intake.counts();
  const refusal = await refusalOf(calls.record(incidentId, PROTOCOL));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STEP_ILLEGAL' });
  expect(await intake.counts()).toEqual(before);
  expect(await calls.outcomes(incidentId)).toEqual([]);
});

test.each([
  ['kind', undefined],
  ['administrative_protocol.number', { $case: 'administrativeProtocol', value: { ...OFFENCE, number: '1' } }],
  [
    'administrative_protocol.article',
    { $case: 'administrativeProtocol', value: { ...OFFENCE, number: 'АБ 1234', article: '5' } },
  ],
  [
    'administrative_protocol.offence_date',
    { $case: 'administrativeProtocol', value: { ...OFFENCE, number: 'АБ 1234', offenceDate: '2099-01-01' } },
  ],
  ['fine.article', { $case: 'fine', value: { ...OFFENCE, article: '39', amount: 340 } }],
  ['fine.amount', { $case: 'fine', value: { ...OFFENCE, amount: 0 } }],
  ['arrest.offence_date', { $case: 'arrest', value: { ...OFFENCE, days: 7, offenceDate: '2099-01-01' } }],
  ['socially_useful_works.article', { $case: 'sociallyUsefulWorks', value: { ...WORKS, hours: 240 } }],
  ['pretrial_register_number', { $case: 'pretrialRegisterNumber', value: '1202602001000012' }],
  ['police_register_number', { $case: 'policeRegisterNumber', value: '' }],
  ['socially_useful_works.hours', { $case: 'sociallyUsefulWorks', value: { ...WORKS, article: '183-1', hours: 361 } }],
  ['community_works.hours', { $case: 'communityWorks', value: { ...WORKS, hours: 41 } }],
  ['community_works.hours_per_day', { $case: 'communityWorks', value: { ...WORKS, hours: 40, minor: true } }],
] as const)('rejects an invalid %s by name and changes nothing', async (field, kind) => {
  const incidentId = await report();
  const before = await intake.counts();
  const refusal = await refusalOf(calls.record(incidentId, kind));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields: [field] });
  expect(await intake.counts()).toEqual(before);
  expect((await intake.get(incidentId)).incident?.version).toBe(1);
});

test.each([
  ['2024-12-18', 40, { part: 2, status: RuleStatus.UNCONFIRMED }, true],
  ['2024-12-18', 9_000, { part: 2, status: RuleStatus.UNCONFIRMED }, true],
  ['2024-12-19', 40, { part: 2, status: RuleStatus.CONFIRMED }, false],
] as const)(
  'judges works for an offence of %s by the law of that day, and says how well it is known (%i hours)',
  async (offenceDate, hours, { part, status }, noKnownBound) => {
    const works = { $case: 'communityWorks', value: { ...WORKS, part, offenceDate, hours } } as const;
    const { judgedBy, ...answer } = await calls.record(await report(), works);
    expect(judgedBy).toMatchObject({ part, article: '173-2', basis: { status } });
    expect(answer).toMatchObject({ noKnownBound });
  },
);

test('refuses hours outside the law of the day, naming the rule, its bounds and its source', async () => {
  const incidentId = await report();
  const works = {
    $case: 'communityWorks',
    value: { ...WORKS, part: 2, offenceDate: '2024-12-19', hours: 30 },
  } as const;
  const refusal = calls.record(incidentId, works);
  await expect(refusal).rejects.toThrow(/40 to 50 .*173-2 p\. 2, from 2024-12-19 \(КУпАП, стаття 173-2/);
  expect(await calls.outcomes(incidentId)).toEqual([]);
});

test('an outcome as earlier clients send it is judged by the day of the incident and all parts of the article', async () => {
  const works = { $case: 'communityWorks', value: { ...WORKS, part: 0, offenceDate: '', hours: 55 } } as const;
  const { judgedBy } = await calls.record(await report(), works);
  expect(judgedBy).toMatchObject({ part: 3, basis: { status: RuleStatus.UNCONFIRMED } });
});

test('hours outside a rule that is not confirmed are recorded, and the response says so', async () => {
  const works = (hours: number) => ({ $case: 'communityWorks', value: { ...WORKS, part: 3, hours } }) as const;
  expect(await calls.record(await report(), works(61))).toMatchObject({
    judgedBy: { part: 3, bounds: { least: 40, most: 60 }, basis: { status: RuleStatus.UNCONFIRMED } },
    noKnownBound: false,
    outsideUnconfirmedBound: true,
  });
  expect(await calls.record(await report(), works(60))).toMatchObject({ outsideUnconfirmedBound: false });
});

test('a sanction without a rule is accepted, and the response says that no bound is known', async () => {
  const fine = { $case: 'fine', value: { ...OFFENCE, amount: 999_999 } } as const;
  expect(await calls.record(await report(), fine)).toMatchObject({ judgedBy: undefined, noKnownBound: true });
  expect(await calls.record(await report(), PROTOCOL)).toMatchObject({ judgedBy: undefined, noKnownBound: false });
});

test('rejects a revocation without a reason and with invalid ids, by field', async () => {
  const incidentId = await report();
  expect((await refusalOf(calls.revoke(incidentId, 'x', ' '))).fields).toEqual(['outcome_id', 'reason']);
  expect((await refusalOf(calls.record('x', PROTOCOL, { requestId: 'y' }))).fields).toEqual([
    'request_id',
    'incident_id',
  ]);
  expect((await refusalOf(calls.outcomes('x'))).fields).toEqual(['incident_id']);
  expect(await refusalOf(calls.outcomes(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
});

test('the same request adds one outcome; the same id with another body adds none', async () => {
  const [incidentId, requestId] = [await report(), randomUUID()];
  const first = await calls.record(incidentId, PROTOCOL, { requestId });
  expect(await calls.record(incidentId, PROTOCOL, { requestId })).toEqual(first);
  const refusal = await refusalOf(calls.record(incidentId, KINDS[2], { requestId }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  expect(await calls.outcomes(incidentId)).toHaveLength(1);
});

test('rejects a change based on an outdated version', async () => {
  const incidentId = await report();
  await calls.record(incidentId, PROTOCOL, { expectedVersion: 1 });
  const refusal = await refusalOf(calls.record(incidentId, PROTOCOL, { expectedVersion: 1 }));
  expect(refusal).toMatchObject({ code: 'ABORTED', reason: 'VERSION_CHANGED' });
});

test('only entitled callers read outcomes of a sensitive incident, and each read is recorded with its reason', async () => {
  const incidentId = await report(DOMESTIC_VIOLENCE);
  const denied = { code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' };
  expect(await refusalOf(plain.record(incidentId, PROTOCOL))).toMatchObject(denied);
  expect(await refusalOf(plain.outcomes(incidentId, 'перевірка'))).toMatchObject(denied);
  await calls.record(incidentId, PROTOCOL);
  expect(await refusalOf(calls.outcomes(incidentId))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['reason'] });
  expect(await calls.outcomes(incidentId, 'перевірка справи')).toHaveLength(1);
  const { reads } = await calls.sensitiveReads({ incidentId });
  expect(reads).toMatchObject([
    { method: 'safecommunity.incidents.v1.SanctionService/ListOutcomes', reason: 'перевірка справи' },
  ]);
});

test('numbers, works and reasons are in no table as plain text', async () => {
  const incidentId = await report(DOMESTIC_VIOLENCE);
  const { outcomeId } = await calls.record(incidentId, { $case: 'pretrialRegisterNumber', value: '98765432109876543' });
  await calls.record(incidentId, {
    $case: 'communityWorks',
    value: { ...WORKS, hours: 30, work: 'канарка' },
  });
  await calls.revoke(incidentId, outcomeId, 'канарка причини');
  const stored = await intake.sql(
    `select o::text as text, h::text as entry from outcome o join case_history h using (incident_id) where incident_id = $1`,
    [incidentId],
  );
  expect(stored.length).toBeGreaterThan(0);
  expect(JSON.stringify(stored)).not.toMatch(/98765432109876543|канарка/);
  expect(intake.log.join('')).not.toMatch(/98765432109876543|канарка/);
});

async function lastEvent(): Promise<{ subject: string; body: Buffer }> {
  const [event] = await intake.sql('select subject, body from ledger_event order by position desc limit 1');
  return event as { subject: string; body: Buffer };
}
