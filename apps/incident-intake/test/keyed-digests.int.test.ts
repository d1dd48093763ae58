import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityOf } from '../src/domestic-violence/case-facts.ts';
import { fire } from './messages.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import { OFFENDER, reported, violenceClient } from './violence-client.ts';

const PHONE = '+380671234567';

/** Two services, each with its own keyring. */
let intakes: readonly [RunningIntake, RunningIntake];
beforeAll(async () => {
  intakes = await Promise.all([runIntake(), runIntake()]);
});
afterAll(() => Promise.all(intakes.map((intake) => intake.stop())));

describe.each([
  { name: 'the telephone of a reporter', store: storePhone, plain: [PHONE, PHONE.slice(1), PHONE.slice(3)] },
  { name: 'the identity of an offender', store: storeOffender, plain: identities() },
])('the digest that finds $name again', ({ store, plain }) => {
  test('is the same for the same value, is no plain hash, and differs under another key', async () => {
    const [one, other] = intakes;
    const stored = await store(one);
    expect(stored.length).toBeGreaterThanOrEqual(32);
    expect(await store(one)).toBe(stored);
    expect(plainHashes(plain).filter((hash) => hash.startsWith(stored) || stored.startsWith(hash))).toEqual([]);
    expect(await store(other)).not.toBe(stored);
  });
});

async function storePhone(intake: RunningIntake): Promise<string> {
  const { incidentId } = await intake.report({ report: fire({ reporter: { fullName: '', phone: PHONE } }) });
  const [row] = await intake.sql(
    `select encode(reporter_phone, 'hex') as stored from incident where incident_id = $1`,
    [incidentId],
  );
  return String(row?.['stored']);
}

async function storeOffender(intake: RunningIntake): Promise<string> {
  const violence = violenceClient(intake);
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  violence.close();
  const [row] = await intake.sql('select offender_pseudonym as stored from dv_case where incident_id = $1', [
    incidentId,
  ]);
  return String(row?.['stored']);
}

/** The forms in which an attacker would guess a name and a birth date. */
function identities(): string[] {
  const { fullName, birthDate } = OFFENDER;
  const identity = identityOf(OFFENDER) ?? expect.fail('an offender with a name and a birth date has an identity');
  return [identity, JSON.stringify(['offender', identity]), fullName, birthDate, `${fullName}${birthDate}`];
}

function plainHashes(values: readonly string[]): string[] {
  const algorithms = ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256'];
  return values.flatMap((value) => algorithms.map((name) => createHash(name).update(value).digest('hex')));
}
