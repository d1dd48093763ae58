import { randomUUID } from 'node:crypto';
import { FollowUpKind, ReporterFollowedUp } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { loadKeyring, trackingTokens } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
/** Its system lacks the scope for sensitive incidents, as a web page does. */
let web: FollowUpCalls;
let staff: FollowUpCalls;
beforeAll(async () => {
  intake = await runIntake();
  web = followUpCalls(intake, 'statistics');
  staff = followUpCalls(intake);
});
afterAll(async () => {
  web.close();
  staff.close();
  await intake.stop();
});

const { DOMESTIC_VIOLENCE, FIRE } = IncidentCategory;
const { CLOSED, DUPLICATE, RECEIVED, REOPENED, RESOLVED } = IncidentState;
const report = async (category: IncidentCategory = FIRE) => {
  const { incidentId, trackingToken: token } = await intake.report({ report: fire({ category }) });
  return { incidentId, token };
};

test('a token returns the status of its report, in both languages', async () => {
  const { token } = await report();
  const status = await web.status(token);
  expect(status).toMatchObject({
    state: RECEIVED,
    category: FIRE,
    hromadaCode: VINNYTSIA,
    textUk: 'Ваше повідомлення прийнято.',
    textEn: 'Your report has been received.',
    additionsLeft: 50,
    mayConfirm: false,
    mayReopen: false,
    whatUk: 'Пожежа',
    signatureUk: 'поліція, рятувальники ДСНС',
    signatureEn: 'police, State Emergency Service',
  });
  expect(status?.receivedTime).toBeInstanceOf(Date);
  expect(status?.stateTime).toEqual(status?.receivedTime);
});

test('of a sensitive report it returns only the state; the reporter can still follow up', async () => {
  const { incidentId, token } = await report(DOMESTIC_VIOLENCE);
  const unsigned = { signatureUk: '', signatureEn: '', whatUk: '', whatEn: '' };
  const hidden = { receivedTime: undefined, stateTime: undefined, category: 0, hromadaCode: '', ...unsigned };
  expect(await web.status(token)).toMatchObject({ state: RECEIVED, ...hidden });
  expect(await web.add(token, 'він повернувся')).toMatchObject({ state: RECEIVED, additionsLeft: 49, ...hidden });
  expect((await intake.get(incidentId)).incident?.additions).toMatchObject([{ text: 'він повернувся' }]);
});

test('a token that was never issued is not found, whatever is wrong with it', async () => {
  const [one, other] = [await report(), await report()];
  const mixed = Buffer.concat([
    Buffer.from(one.token, 'base64url').subarray(0, 16),
    Buffer.from(other.token, 'base64url').subarray(16),
  ]).toString('base64url');
  const neverReported = trackingTokens(loadKeyring(intake.keysDir)).of(randomUUID());
  const before = await intake.counts();
  const wrong = [
    '',
    'x',
    one.incidentId,
    `${one.token}A`,
    one.token.toLowerCase(),
    mixed,
    neverReported,
    'я'.repeat(43),
  ];
  for (const token of wrong) {
    const calls = [
      () => web.status(token),
      () => web.add(token, 'текст'),
      () => web.confirm(token),
      () => web.reopen(token, 'ні'),
    ];
    for (const call of calls) {
      expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND', message: 'report not found', fields: [] });
    }
  }
  expect(await intake.counts()).toEqual(before);
});

test('an addition is shown with the incident, its history names the author, and an event is published', async () => {
  const { incidentId, token } = await report();
  expect(await web.add(token, 'їжак'.normalize('NFD'))).toMatchObject({ additionsLeft: 49 });
  await web.add(token, 'ще двоє');
  const { incident } = await intake.get(incidentId);
  expect(incident?.additions.map(({ text }) => text)).toEqual(['їжак'.normalize('NFC'), 'ще двоє']);
  expect(incident).toMatchObject({ version: 3, state: RECEIVED });
  expect((await staff.history(incidentId)).at(-1)).toMatchObject({
    kind: 'reporter-added',
    system: 'statistics',
    details: { by: 'reporter' },
    reason: '',
  });
  expect(await eventsOf(incidentId)).toMatchObject([
    { kind: FollowUpKind.ADDED, state: RECEIVED, oblastCode: VINNYTSIA_OBLAST, category: FIRE },
    { kind: FollowUpKind.ADDED },
  ]);
});

test('additions to a test are marked as well', async () => {
  const { incidentId, token } = await report();
  await intake.sql('update incident set is_test = true, reported_as_test = true where incident_id = $1', [incidentId]);
  await web.add(token, 'так');
  const found = await intake.sql(
    `select body, is_test from ledger_event where type like '%.reporter-followed-up' order by position desc limit 1`,
  );
  expect(found.map(({ body, is_test }) => [ReporterFollowedUp.decode(body as Buffer).incidentId, is_test])).toEqual([
    [incidentId, true],
  ]);
});

test('rejects an invalid addition by its field', async () => {
  const { token } = await report();
  for (const text of ['', ' \n', 'я'.repeat(2_001), 'так\u202e', 'x'.repeat(50_000)]) {
    expect(await refusalOf(web.add(token, text))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['text'] });
  }
  expect(await refusalOf(web.add(token, 'так', '7'))).toMatchObject({ fields: ['request_id'] });
  expect(await refusalOf(web.confirm(token, '7'))).toMatchObject({ fields: ['request_id'] });
  expect(await refusalOf(web.reopen(token, ''))).toMatchObject({ fields: ['reason'] });
  expect(await refusalOf(web.reopen(token, 'я'.repeat(501)))).toMatchObject({ fields: ['reason'] });
  expect(await web.status(token)).toMatchObject({ additionsLeft: 50 });
});

test('a report accepts 50 additions, concurrent ones as well', async () => {
  const { incidentId, token } = await report();
  for (let number = 1; number <= 46; number++) await web.add(token, `№ ${number}`);
  const last = await Promise.allSettled(Array.from({ length: 8 }, (_, number) => web.add(token, `№ ${number + 47}`)));
  expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(await refusalOf(web.add(token, 'ще'))).toMatchObject({ reason: 'TOO_MANY_ADDITIONS' });
  expect(await web.status(token)).toMatchObject({ additionsLeft: 0 });
  expect((await intake.get(incidentId)).incident?.additions).toHaveLength(50);
});

test('a reporter confirms that the problem is fixed, or disputes it', async () => {
  const { incidentId, token } = await report();
  expect(await refusalOf(web.confirm(token))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STEP_ILLEGAL' });
  expect(await refusalOf(web.reopen(token, 'ні'))).toMatchObject({ reason: 'STEP_ILLEGAL' });
  await resolved(incidentId);
  expect(await web.status(token)).toMatchObject({ state: RESOLVED, mayConfirm: true, mayReopen: true });
  expect(await web.confirm(token)).toMatchObject({ state: CLOSED, mayConfirm: false, mayReopen: true });
  expect(await web.reopen(token, 'знову горить')).toMatchObject({ state: REOPENED, mayReopen: false });
  const history = await staff.history(incidentId);
  expect(history.slice(-2)).toMatchObject([
    { kind: 'closed', details: { by: 'reporter' } },
    { kind: 'reopened', details: { by: 'reporter' }, reason: 'знову горить' },
  ]);
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: REOPENED, version: 3 });
  expect(incident?.dueTime).toBeInstanceOf(Date);
  expect((await eventsOf(incidentId)).map(({ kind }) => kind)).toEqual([
    FollowUpKind.CONFIRMED_FIXED,
    FollowUpKind.REOPENED,
  ]);
});

test('a report is not reopened after 30 days', async () => {
  const { incidentId, token } = await report();
  await resolved(incidentId, 31);
  expect(await web.status(token)).toMatchObject({ state: RESOLVED, mayConfirm: true, mayReopen: false });
  expect(await refusalOf(web.reopen(token, 'ні'))).toMatchObject({ reason: 'REOPEN_TOO_LATE' });
});

test('a duplicate shows the state of its primary; its reporter adds to the own report and closes neither', async () => {
  const [primary, duplicate] = [await report(), await report()];
  await staff.merge(duplicate.incidentId, primary.incidentId);
  await resolved(primary.incidentId, 3);
  const status = await web.status(duplicate.token);
  expect(status).toMatchObject({ state: RESOLVED, mayConfirm: false, mayReopen: false });
  expect(status?.stateTime).toEqual((await web.status(primary.token))?.stateTime);
  expect(status?.textUk).toContain('об’єднано з іншим');
  expect(await refusalOf(web.confirm(duplicate.token))).toMatchObject({ reason: 'STEP_ILLEGAL' });
  expect(await refusalOf(web.reopen(duplicate.token, 'ні'))).toMatchObject({ reason: 'STEP_ILLEGAL' });
  expect(await web.add(duplicate.token, 'і з двору')).toMatchObject({ state: RESOLVED, additionsLeft: 49 });
  expect((await intake.get(duplicate.incidentId)).incident).toMatchObject({
    state: DUPLICATE,
    additions: [{ text: 'і з двору' }],
  });
  expect((await intake.get(primary.incidentId)).incident).toMatchObject({ state: RESOLVED, additions: [] });
  await staff.unmerge(duplicate.incidentId);
  expect(await web.status(duplicate.token)).toMatchObject({ state: RECEIVED });
});

test('a repeated request returns the first answer and adds nothing', async () => {
  const { incidentId, token } = await report();
  const requestId = randomUUID();
  const first = await web.add(token, 'раз', requestId);
  expect(await web.add(token, 'раз', requestId)).toEqual(first);
  expect(await refusalOf(web.add(token, 'два', requestId))).toMatchObject({ code: 'ALREADY_EXISTS' });
  expect((await intake.get(incidentId)).incident?.additions).toHaveLength(1);
});

test('an erasure includes the additions, and none can be made after it', async () => {
  const { incidentId, token } = await report();
  await web.add(token, 'особисте');
  await resolved(incidentId);
  await web.confirm(token);
  const end = endOfCase(intake);
  await end.erase(incidentId);
  end.close();
  expect(await intake.sql('select * from report_addition where incident_id = $1', [incidentId])).toEqual([]);
  expect((await intake.get(incidentId)).incident?.additions).toEqual([]);
  expect(await web.status(token)).toMatchObject({ state: CLOSED, additionsLeft: 0, mayReopen: false });
  const told = { code: 'FAILED_PRECONDITION', reason: 'PERSONAL_DATA_ERASED' };
  expect(await refusalOf(web.add(token, 'ще'))).toMatchObject(told);
  expect(await refusalOf(web.reopen(token, 'ще'))).toMatchObject(told);
});

test('rejects a caller without the scope', async () => {
  const nobody = followUpCalls(intake, 'nats');
  expect(await refusalOf(nobody.status('x'))).toMatchObject({ code: 'PERMISSION_DENIED' });
  nobody.close();
});

/** As if its lifecycle had led there, this many days ago. */
async function resolved(incidentId: string, daysAgo = 0): Promise<void> {
  await intake.sql(
    `update incident set state = 'resolved', state_since = now() - make_interval(days => $2), due_at = null
     where incident_id = $1`,
    [incidentId, daysAgo],
  );
}

async function eventsOf(incidentId: string): Promise<ReporterFollowedUp[]> {
  const found = await intake.sql(
    `select body from ledger_event where type like '%.reporter-followed-up' order by position`,
  );
  return found
    .map(({ body }) => ReporterFollowedUp.decode(body as Buffer))
    .filter((fact) => fact.incidentId === incidentId);
}
