import { randomUUID } from 'node:crypto';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { loadKeyring } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHistory } from '../incident/history.store.ts';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { endOfCase } from '../../test/end-of-case.ts';
import { fire, header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { UNSPECIFIED, RECEIVED, TRIAGED, DISPATCHED, ON_SCENE, REJECTED } = IncidentState;
const WHY = 'канарка: сусідка Оксана підтвердила';

let intake: RunningIntake;
let course: CourseCalls;
let plain: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
  plain = courseCalls(intake, 'statistics', 'clerk@office');
});
afterAll(async () => {
  course.end();
  plain.end();
  await intake.stop();
});

const report = async (more: Parameters<typeof fire>[0] = {}): Promise<string> =>
  (await intake.report({ report: fire(more) })).incidentId;

test('the history shows who did what, when and why, oldest first', async () => {
  const incidentId = await report();
  const startedAt = Date.now();
  await course.triage(incidentId, { reason: WHY });
  const dispatchedTime = new Date(Date.now() - 1);
  const { responderId } = await plain.dispatch(incidentId, { dispatchedTime });
  await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
  const { entries, nextPageToken } = await course.history(incidentId);
  expect(nextPageToken).toBe('');
  expect(entries).toMatchObject([
    { version: 1, kind: 'reported', formerState: UNSPECIFIED, state: RECEIVED, system: 'client', reason: '' },
    { version: 2, kind: 'triaged', formerState: RECEIVED, state: TRIAGED, actingUser: 'officer-7', reason: WHY },
    {
      version: 3,
      kind: 'responder-dispatched',
      formerState: TRIAGED,
      state: DISPATCHED,
      system: 'statistics',
      actingUser: 'clerk@office',
      happenedTime: dispatchedTime,
      details: { responder_id: responderId, responder_kind: 'rescue' },
    },
    { version: 4, kind: 'responder-on-scene', formerState: DISPATCHED, state: ON_SCENE, reason: '' },
  ]);
  expect(entries[0]?.details).toEqual({ channel: 'phone_101' });
  for (const { recordedTime } of entries.slice(1))
    expect(recordedTime?.getTime()).toBeGreaterThanOrEqual(startedAt - 5);
});

test('the history of an unchanged incident is its report', async () => {
  const incidentId = await report();
  const { entries } = await course.history(incidentId);
  expect(entries).toMatchObject([{ version: 1, kind: 'reported', state: RECEIVED }]);
});

test('the report of an imported incident shows its source and the state at the import', async () => {
  await intake.send([header(randomUUID(), 'city-112'), row(1, { onSceneTime: new Date() })]);
  const [found] = await intake.sql('select incident_id from incident where source_system is not null');
  const incidentId = String(found?.['incident_id']);
  await course.resolve(incidentId);
  const { entries } = await course.history(incidentId);
  expect(entries).toMatchObject([
    { version: 1, state: ON_SCENE, details: { channel: 'phone_101', source_system: 'city-112' } },
    { version: 2, formerState: ON_SCENE },
  ]);
});

test.each([1, 3])('pages of %i follow each other without gaps', async (pageSize) => {
  const incidentId = await report();
  for (let n = 0; n < 6; n += 1) await course.triage(incidentId, { reason: `підстава ${n}` });
  const versions: number[] = [];
  let pageToken = '';
  do {
    const page = await course.history(incidentId, { pageSize, pageToken });
    versions.push(...page.entries.map(({ version }) => version));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('rejects a page token of another incident', async () => {
  const [a, b] = [await report(), await report()];
  await course.triage(a);
  const { nextPageToken: pageToken } = await course.history(a, { pageSize: 1 });
  expect(await refusalOf(course.history(b, { pageToken }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: ['page_token'],
  });
  const { entries } = await course.history(a, { pageToken });
  expect(entries.map(({ version }) => version)).toEqual([2]);
});

test('the reason of a step is not readable in the database, in events or in the log', async () => {
  const incidentId = await report({ description: '' });
  await course.triage(incidentId, { reason: WHY });
  const [stored] = await intake.sql(
    `select (select string_agg(encode(sealed_reason, 'escape'), '') from case_history) as reasons,
       (select string_agg(history::text, '') from case_history as history) as histories,
       (select string_agg(event::text || encode(body, 'escape'), '') from ledger_event as event) as events`,
  );
  const bytes = Buffer.from(WHY);
  const escaped = Buffer.from(WHY).toString('hex');
  for (const text of Object.values(stored ?? {})) {
    expect(text).not.toContain(WHY);
    expect(text).not.toContain(escaped);
  }
  const sealed = await intake.sql('select sealed_reason from case_history where sealed_reason is not null');
  for (const { sealed_reason: reason } of sealed) expect((reason as Buffer).includes(bytes)).toBe(false);
  expect(intake.log.join('\n')).not.toContain('канарка');
  expect((await course.history(incidentId)).entries.at(-1)?.reason).toBe(WHY);
});

test('a reason that was moved to another entry does not decrypt', async () => {
  const incidentId = await report();
  await course.triage(incidentId, { reason: WHY });
  await course.triage(incidentId, { reason: 'інша' });
  await intake.sql(
    `update case_history set sealed_reason =
       (select sealed_reason from case_history where incident_id = $1 and version = 2)
     where incident_id = $1 and version = 3`,
    [incidentId],
  );
  expect(await refusalOf(course.history(incidentId))).toMatchObject({ code: 'INTERNAL' });
});

test('after an erasure the history remains, without the reasons', async () => {
  const incidentId = await report();
  await course.triage(incidentId, { reason: WHY });
  await course.reject(incidentId, { reason: WHY });
  const calls = endOfCase(intake);
  await calls.erase(incidentId);
  calls.close();
  const { entries } = await course.history(incidentId);
  expect(entries).toMatchObject([
    { kind: 'reported' },
    { kind: 'triaged', reason: '', actingUser: 'officer-7' },
    { kind: 'rejected', reason: '', state: REJECTED },
    { kind: 'personal-data-erased' },
  ]);
  expect(await refusalOf(course.reopen(incidentId))).toMatchObject({
    code: 'FAILED_PRECONDITION',
    reason: 'PERSONAL_DATA_ERASED',
  });
});

test('only entitled callers read the history of a sensitive incident, with a reason, and it is recorded', async () => {
  const incidentId = await report({ category: IncidentCategory.SCHOOL_SAFETY });
  expect(await refusalOf(plain.history(incidentId, { reason: 'перевірка' }))).toMatchObject({
    code: 'PERMISSION_DENIED',
    reason: 'CATEGORY_NOT_GRANTED',
  });
  expect(await refusalOf(course.history(incidentId))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['reason'] });
  expect(await reads(incidentId)).toEqual([]);
  await course.history(incidentId, { reason: 'перевірка' });
  expect(await reads(incidentId)).toEqual([
    { method: 'safecommunity.incidents.v1.IncidentCourseService/ListIncidentHistory', acting_user: 'officer-7' },
  ]);
});

test('an unknown incident has no history', async () => {
  expect(await refusalOf(course.history(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(course.history('7'))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['incident_id'] });
});

function reads(incidentId: string) {
  return intake.sql('select method, acting_user from sensitive_read where incident_id = $1', [incidentId]);
}

test('a reason added during a read is returned or not, even if the case had no key before', async () => {
  const incidentId = await report({ description: '' });
  await course.triage(incidentId, { reason: WHY });
  const entries = await readHistory(intake.database, loadKeyring(intake.keysDir), incidentId, 0, 10);
  expect(entries.map(({ reason }) => reason)).toEqual(['', WHY]);
});
