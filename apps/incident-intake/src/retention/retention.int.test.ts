import { randomUUID } from 'node:crypto';
import { LegalHoldChanged } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventually, refusalOf } from '@safe-community/testkit';
import { loadKeyring, decrypt, EncryptionError, type Encrypted } from '@safe-community/security/encryption';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { courseOfCase, type CourseOfCase } from '../../test/course-of-case.ts';
import { endOfCase, PROTOCOL, type EndOfCase } from '../../test/end-of-case.ts';
import { casualties, fire, header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { erasuresOf, lastEntry, lastPosition, sealedBytesOf, wrappedKeysOf } from '../../test/traces-of-case.ts';

const DAY_MS = 24 * 3_600_000;
const retentionDays = BUILT_IN.find(({ category }) => category === 'fire')?.retentionDays ?? Number.NaN;
const AFTER_RETENTION_MS = retentionDays * DAY_MS + 60_000;

/** How far the clock of the service is ahead. */
let ahead = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };

let intake: RunningIntake;
let calls: EndOfCase;
let plain: EndOfCase;
let course: CourseOfCase;
beforeAll(async () => {
  intake = await runIntake({ clock });
  calls = endOfCase(intake);
  plain = endOfCase(intake, 'statistics');
  course = courseOfCase(intake);
});
afterEach(() => {
  ahead = 0;
});
afterAll(async () => {
  for (const client of [calls, plain, course]) client.close();
  await intake.stop();
});

const CANARY = {
  description: 'канарка-опис',
  reporter: { fullName: 'Канарка Тетяна', phone: '+380671112233' },
  location: { latitude: 49.234567, longitude: 28.456789 },
};
const { DOMESTIC_VIOLENCE, FIRE } = IncidentCategory;

async function report(category: IncidentCategory = FIRE): Promise<string> {
  const message = fire({ ...CANARY, category, casualties: casualties({ injured: 2, childrenInjured: 1 }) });
  return (await intake.report({ report: message })).incidentId;
}

/** A closed incident with everything that a case may contain. */
async function rejected(category: IncidentCategory = FIRE): Promise<string> {
  const incidentId = await report(category);
  const { outcomeId } = await calls.record(incidentId, PROTOCOL);
  await calls.revoke(incidentId, outcomeId, 'канарка-описка');
  await course.reject(incidentId, 'канарка-причина');
  return incidentId;
}

/** So much earlier, every incident or one was to be erased: nothing is by a clock that is ahead of the database. */
async function bringErasureForward(ms: number, incidentId?: string): Promise<void> {
  await intake.sql(
    `update incident set erase_at = erase_at - $1 * interval '1 millisecond'
     where erased_at is null and ($2::uuid is null or incident_id = $2)`,
    [ms, incidentId ?? null],
  );
}

/** A restart runs the job at once. */
async function passRetention(): Promise<void> {
  await bringErasureForward(AFTER_RETENTION_MS);
  await intake.restart();
}

async function erasedTime(incidentId: string): Promise<Date | undefined> {
  return (await calls.retention(incidentId)).erasedTime;
}

async function demandErased(incidentId: string): Promise<void> {
  if ((await erasedTime(incidentId)) === undefined) throw new Error('not erased yet');
}

test('a closed case is erased when its retention has passed, not before, across a restart', async () => {
  const incidentId = await report();
  await course.closeCase(incidentId);
  const { eraseDueTime } = await calls.retention(incidentId);
  const [closed] = await intake.sql('select state_since from incident where incident_id = $1', [incidentId]);
  expect(eraseDueTime?.getTime()).toBe(new Date(String(closed?.['state_since'])).getTime() + retentionDays * DAY_MS);
  await bringErasureForward(AFTER_RETENTION_MS - 2 * 60_000);
  await intake.restart();
  const other = await rejected();
  await calls.erase(other);
  expect(await erasedTime(incidentId)).toBeUndefined();
  await bringErasureForward(2 * 60_000);
  await intake.restart();
  await eventually(() => demandErased(incidentId));
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: IncidentState.CLOSED, description: '', reporter: undefined });
  const dueAt = (eraseDueTime?.getTime() ?? Number.NaN) - AFTER_RETENTION_MS;
  expect(incident?.personalDataErasedTime?.getTime()).toBeGreaterThanOrEqual(dueAt);
  expect(await lastEntry(intake, incidentId)).toMatchObject({
    kind: 'personal-data-erased',
    system: 'incident-intake',
    details: { scheduled: 'true' },
  });
  expect(await erasuresOf(intake, incidentId)).toMatchObject([{ scheduled: true, state: IncidentState.CLOSED }]);
});

test('a clock that is ahead of the database erases nothing early', async () => {
  const [early, due] = [await rejected(), await rejected()];
  await bringErasureForward(AFTER_RETENTION_MS, due);
  ahead = AFTER_RETENTION_MS;
  await intake.restart();
  await eventually(() => demandErased(due));
  expect((await intake.get(early)).incident?.description).toBe(CANARY.description);
});

test('an imported incident is due from its receipt, because nobody closes it here', async () => {
  const externalId = `call-${randomUUID()}`;
  await intake.send([header(randomUUID(), 'retained'), row(1, { externalId, report: fire(CANARY) })]);
  const [stored] = await intake.sql('select incident_id, received_at from incident where external_id = $1', [
    externalId,
  ]);
  const incidentId = String(stored?.['incident_id']);
  const { eraseDueTime } = await calls.retention(incidentId);
  expect(eraseDueTime?.getTime()).toBe(new Date(String(stored?.['received_at'])).getTime() + retentionDays * DAY_MS);
  await passRetention();
  await eventually(() => demandErased(incidentId));
});

test('two replicas erase more than one batch, each case once', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => row(index + 1, { externalId: `many-${index}` }));
  await intake.send([header(randomUUID(), 'many'), ...rows]);
  await bringErasureForward(AFTER_RETENTION_MS);
  const replica = await intake.startReplica();
  await intake.restart();
  await eventually(async () => {
    const [left] = await intake.sql(
      `select count(*)::int as left from incident where source_system = 'many' and erased_at is null`,
    );
    if (left?.['left'] !== 0) throw new Error('not all are erased yet');
  });
  await replica.stop();
  const [entries] = await intake.sql(
    `select count(*)::int as entries, max(i.version) as version from case_history h join incident i using (incident_id)
     where i.source_system = 'many' and h.kind = 'personal-data-erased'`,
  );
  expect(entries).toEqual({ entries: 50, version: 2 });
});

test('a hold blocks scheduled and requested erasure until it is released', async () => {
  const incidentId = await rejected();
  const [first, second] = [await calls.hold(incidentId), await calls.hold(incidentId, 'друга ухвала')];
  expect((await intake.get(incidentId)).incident?.legalHold).toBe(true);
  const witness = await rejected();
  await passRetention();
  await eventually(() => demandErased(witness));
  expect(await refusalOf(calls.erase(incidentId))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'LEGAL_HOLD' });
  await calls.release(incidentId, first.toUpperCase());
  expect((await intake.get(incidentId)).incident?.legalHold).toBe(true);
  expect(await refusalOf(calls.erase(incidentId))).toMatchObject({ reason: 'LEGAL_HOLD' });
  expect(await refusalOf(calls.release(incidentId, first))).toMatchObject({ code: 'NOT_FOUND' });
  await calls.release(incidentId, second);
  expect((await intake.get(incidentId)).incident).toMatchObject({ legalHold: false, description: CANARY.description });
  await passRetention();
  await eventually(() => demandErased(incidentId));
  const { holds } = await calls.retention(incidentId);
  expect(holds).toMatchObject([
    { holdId: first, ground: 'ухвала суду', placedBy: 'client', releaseGround: 'справу закрито' },
    { holdId: second, ground: 'друга ухвала', releasedTime: expect.any(Date) },
  ]);
});

test('holds are in the history of the incident and are published', async () => {
  const incidentId = await report();
  const holdId = await calls.hold(incidentId);
  await calls.release(incidentId, holdId);
  const entries = await intake.sql(
    'select kind, version, details from case_history where incident_id = $1 order by 2',
    [incidentId],
  );
  expect(entries).toEqual([
    { kind: 'legal-hold-placed', version: 2, details: { hold_id: holdId } },
    { kind: 'legal-hold-released', version: 3, details: { hold_id: holdId } },
  ]);
  const facts = await intake.sql('select subject, body from ledger_event order by position desc limit 2');
  expect(facts.map(({ body }) => LegalHoldChanged.decode(body as Buffer))).toMatchObject([
    { incidentId, holdId, placed: false, state: IncidentState.RECEIVED },
    { incidentId, holdId, placed: true },
  ]);
  expect(facts[0]?.['subject']).toContain('.legal-hold-changed.');
});

test('an erasure on request leaves nothing personal, and no remaining key decrypts the old ciphertext', async () => {
  const incidentId = await rejected(DOMESTIC_VIOLENCE);
  const [old] = await intake.sql('select key_id, wrapped_key, ciphertext from incident where incident_id = $1', [
    incidentId,
  ]);
  const stored = {
    keyId: old?.['key_id'],
    wrappedKey: old?.['wrapped_key'],
    ciphertext: old?.['ciphertext'],
  } as Encrypted;
  const keyring = loadKeyring(intake.keysDir);
  // As in a backup, until it is deleted.
  expect(decrypt(keyring, incidentId, stored)).toMatchObject({ description: CANARY.description });
  expect(await sealedBytesOf(intake, incidentId)).toBeGreaterThan(3);
  const before = (await intake.counts()).events;
  const { erasedTime: at } = await calls.erase(incidentId, 'заява особи');
  expect(await calls.erase(incidentId, 'ще одна заява')).toEqual({ erasedTime: at });
  expect(await sealedBytesOf(intake, incidentId)).toBe(0);
  expect(await wrappedKeysOf(intake, incidentId)).toEqual([{ key_id: null, wrapped_key: null, ciphertext: null }]);
  const [kept] = await intake.sql(
    `select count(*)::int as answers from request_record where position(convert_to('анарка', 'UTF8') in response) > 0`,
  );
  expect(kept).toEqual({ answers: 0 });
  // Tries to decrypt the old ciphertext with every key that the database still has.
  const others = await intake.sql('select key_id, wrapped_key from incident where wrapped_key is not null');
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) {
    const wrapped = { keyId: String(other['key_id']), wrappedKey: other['wrapped_key'] as Buffer };
    expect(() => decrypt(keyring, incidentId, { ...wrapped, ciphertext: stored.ciphertext })).toThrow(EncryptionError);
  }
  expect((await intake.counts()).events).toBe(before + 1);
  expect(await erasuresOf(intake, incidentId)).toMatchObject([{ scheduled: false, state: IncidentState.REJECTED }]);
  expect(await lastEntry(intake, incidentId)).toMatchObject({
    system: 'client',
    details: { scheduled: 'false', ground: 'заява особи' },
  });
});

test('statistical data remains, and no event withdraws it', async () => {
  const incidentId = await report();
  await course.closeCase(incidentId);
  await calls.record(incidentId, PROTOCOL);
  const { incident: before } = await intake.get(incidentId);
  const position = await lastPosition(intake);
  await calls.erase(incidentId);
  const { incident: after } = await intake.get(incidentId);
  expect(after).toEqual({
    ...before,
    version: (before?.version ?? 0) + 1,
    description: '',
    reporter: undefined,
    legalStates: [],
    personalDataErasedTime: after?.personalDataErasedTime,
  });
  expect(after?.personalDataErasedTime).toBeInstanceOf(Date);
  expect(after?.casualties).toMatchObject({ injured: 2, childrenInjured: 1 });
  const told = await intake.sql('select subject from ledger_event where position > $1', [position]);
  expect(told).toEqual([{ subject: expect.stringContaining('.personal-data-erased.') }]);
  expect(await calls.outcomes(incidentId)).toMatchObject([
    { kind: { $case: 'administrativeProtocol', value: { number: '', article: '173-2' } } },
  ]);
});

test('an open incident is not erased, and a reopened one is no longer due', async () => {
  const incidentId = await rejected();
  await course.reopen(incidentId, 'подзвонили знову');
  const before = await intake.counts();
  const refusal = await refusalOf(calls.erase(incidentId));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'INCIDENT_OPEN' });
  expect(await intake.counts()).toEqual(before);
  expect(await calls.retention(incidentId)).toEqual({ eraseDueTime: undefined, erasedTime: undefined, holds: [] });
});

test('a read of the retention of a sensitive incident needs a reason and is recorded', async () => {
  const incidentId = await report(DOMESTIC_VIOLENCE);
  expect(await refusalOf(calls.retention(incidentId, ''))).toMatchObject({ fields: ['reason'] });
  expect((await calls.sensitiveReads({ incidentId })).reads).toEqual([]);
  await calls.retention(incidentId, 'запит суду');
  expect((await calls.sensitiveReads({ incidentId })).reads).toMatchObject([
    { method: 'safecommunity.incidents.v1.RetentionService/GetRetention', reason: 'запит суду' },
  ]);
});

test('rejects invalid fields, unknown incidents and callers without access', async () => {
  const [incidentId, sensitive] = [await rejected(), await rejected(DOMESTIC_VIOLENCE)];
  const before = await intake.counts();
  expect((await refusalOf(calls.erase('x', ' '))).fields).toEqual(['incident_id', 'ground']);
  expect((await refusalOf(calls.hold(incidentId, 'а'.repeat(501)))).fields).toEqual(['ground']);
  expect((await refusalOf(calls.release(incidentId, 'x', ''))).fields).toEqual(['hold_id', 'ground']);
  expect((await refusalOf(calls.retention('x'))).fields).toEqual(['incident_id']);
  expect(await refusalOf(calls.retention(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(calls.erase(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  const denied = { code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' };
  expect(await refusalOf(plain.erase(sensitive))).toMatchObject(denied);
  expect(await refusalOf(plain.hold(sensitive))).toMatchObject(denied);
  expect(await refusalOf(plain.retention(sensitive))).toMatchObject(denied);
  expect(await intake.counts()).toEqual(before);
});

test('the same request erases once; the same id with another ground is rejected', async () => {
  const [incidentId, requestId] = [await rejected(), randomUUID()];
  const first = await calls.erase(incidentId, 'заява', requestId);
  expect(await calls.erase(incidentId, 'заява', requestId)).toEqual(first);
  expect(await refusalOf(calls.erase(incidentId, 'інша', requestId))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
});
