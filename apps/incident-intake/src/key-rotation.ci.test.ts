import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventually, refusalOf } from '@safe-community/testkit';
import { activateKey, addKeyFile, removeKeyFile } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENCRYPTED_TABLES } from './service.ts';
import { courseOfCase, type CourseOfCase } from '../test/course-of-case.ts';
import { endOfCase, type EndOfCase } from '../test/end-of-case.ts';
import { keyClient } from '../test/key-client.ts';
import { fire } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';

const CANARY = 'канарка-опис';
const IN_FLIGHT = 8;

let intake: RunningIntake;
let keys: ReturnType<typeof keyClient>;
let calls: EndOfCase;
let course: CourseOfCase;
beforeAll(async () => {
  intake = await runIntake();
  keys = keyClient(intake);
  calls = endOfCase(intake);
  course = courseOfCase(intake);
});
afterAll(async () => {
  for (const client of [keys, calls, course]) client.close();
  await intake.stop();
});

test('the rotation knows every table with data keys', async () => {
  const found = await intake.sql(
    `select table_name from information_schema.columns
     where column_name = 'wrapped_key' and table_schema = 'public' and table_name !~ '^incident_'`,
  );
  expect(found.map((row) => row['table_name']).toSorted()).toEqual(ENCRYPTED_TABLES.map(({ name }) => name).toSorted());
});

test(
  'a rotation under load fails no call, and all data decrypts before, during and after it',
  {
    timeout: 120_000,
    retry: 0,
  },
  async () => {
    const sensitive = await report(IncidentCategory.DOMESTIC_VIOLENCE);
    await intake.get(sensitive, 'client', 'перевірка до зміни');
    const early = await Promise.all(Array.from({ length: 250 }, () => report()));
    const load = { stopped: false, incidentIds: [] as string[], failures: [] as unknown[] };
    const callers = Array.from({ length: IN_FLIGHT }, () => callWhile(load, early));

    addKeyFile(intake.keysDir, 'second');
    await eventually(async () => expect(await known('second')).toBe(true));
    activateKey(intake.keysDir, 'second');
    await eventually(async () => expect(await leftUnder('first')).toBe(0n));
    const duringRotation = load.incidentIds.length;
    expect(duringRotation).toBeGreaterThan(0);
    removeKeyFile(intake.keysDir, 'first');
    await eventually(async () => expect(await known('first')).toBe(false));
    await eventually(() => expect(load.incidentIds.length).toBeGreaterThan(duringRotation + 50));

    load.stopped = true;
    await Promise.all(callers);
    expect(load.failures).toEqual([]);
    for (const incidentId of [...early, ...load.incidentIds.slice(0, 200), ...load.incidentIds.slice(-200)]) {
      expect((await intake.get(incidentId)).incident?.description).toBe(CANARY);
    }
    // Including the audit of reads, although it is append-only.
    const { reads } = await calls.sensitiveReads({ incidentId: sensitive });
    expect(reads.map(({ reason }) => reason)).toContain('перевірка до зміни');
  },
);

test('a rotation changes only the wrapping in the audit of reads', async () => {
  await intake.get(await report(IncidentCategory.DOMESTIC_VIOLENCE));
  for (const change of [
    `update sensitive_read set system = 'другий'`,
    `update sensitive_read set key_id = 'x', sealed_reason = ''`,
    `update sensitive_read set read_at = now()`,
    'delete from sensitive_read',
    'truncate sensitive_read',
  ]) {
    await expect(intake.sql(change)).rejects.toThrow('written once');
  }
  await intake.sql('update sensitive_read set key_id = key_id, wrapped_key = wrapped_key');
});

test('a case that is erased while keys are rewrapped stays erased', { timeout: 120_000, retry: 0 }, async () => {
  const incidentIds = await Promise.all(Array.from({ length: 120 }, () => report()));
  // One by one: with 120 at once, a busy machine rejects some that wait too long for a connection.
  for (const incidentId of incidentIds) await course.reject(incidentId, 'канарка-причина');
  addKeyFile(intake.keysDir, 'third');
  activateKey(intake.keysDir, 'third');
  const doomed = incidentIds.filter((_, index) => index % 3 === 0);
  const erasing = (async () => {
    for (const incidentId of doomed) await calls.erase(incidentId);
  })();
  await eventually(async () => expect(await leftUnder('second')).toBe(0n));
  await erasing;
  await eventually(async () => expect((await keys.status()).activeKeyId).toBe('third'));
  const rows = await intake.sql(
    'select incident_id, key_id, wrapped_key from incident where incident_id = any ($1::uuid[])',
    [incidentIds],
  );
  const alive = rows.filter((row) => row['wrapped_key'] !== null);
  expect(alive.map((row) => row['incident_id']).toSorted()).toEqual(
    incidentIds.filter((id) => !doomed.includes(id)).toSorted(),
  );
  for (const incidentId of doomed) expect((await intake.get(incidentId)).incident?.description).toBe('');
});

test('only key operators may use the key methods', async () => {
  const stranger = keyClient(intake, 'nats');
  const refusal = await refusalOf(stranger.status());
  stranger.close();
  expect(refusal.code).toBe('PERMISSION_DENIED');
});

async function report(category: IncidentCategory = IncidentCategory.FIRE): Promise<string> {
  return (await intake.report({ requestId: randomUUID(), report: fire({ category, description: CANARY }) })).incidentId;
}

async function callWhile(
  load: { stopped: boolean; incidentIds: string[]; failures: unknown[] },
  early: readonly string[],
): Promise<void> {
  while (!load.stopped) {
    try {
      load.incidentIds.push(await report());
      const old = early[load.incidentIds.length % early.length] ?? '';
      const { incident } = await intake.get(old);
      if (incident?.description !== CANARY) load.failures.push(`${old} does not read`);
    } catch (error) {
      load.failures.push(error);
    }
  }
}

async function known(keyId: string): Promise<boolean> {
  const { holders } = await keys.status();
  return holders.some(({ keyIds }) => keyIds.includes(keyId));
}

async function leftUnder(keyId: string): Promise<bigint | undefined> {
  const status = await keys.status();
  return status.activeKeyId === keyId ? undefined : status.keys.find((key) => key.keyId === keyId)?.dataKeys;
}
