import { createHash, randomBytes } from 'node:crypto';
import { PublicFormServiceService as Forms } from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { forgetFormsJob } from './forget-forms.jobs.ts';
import { keepForm } from './public-forms.commands.ts';

const HOUR = 3_600_000;

/** How far the clock of the service is ahead. */
let ahead = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
let intake: RunningIntake;
let forms: ReturnType<typeof client>;
const client = (from?: 'nats') => testClient(Forms, intake.port, from);

beforeAll(async () => {
  intake = await runIntake({ clock });
  forms = client();
});
afterAll(async () => {
  forms.close();
  await intake.stop();
});

const anyDigest = (): Buffer => createHash('sha256').update(randomBytes(16)).digest();
const keep = (digest: Buffer, text: string, keptSeconds = 3_600) =>
  forms.keepForm({ digest, content: Buffer.from(text), keptSeconds });
const found = async (digest: Buffer): Promise<string> =>
  Buffer.from((await forms.getForm({ digest })).content).toString();

test('a form is kept in place of the one before, until its time is over', async () => {
  const digest = anyDigest();
  await keep(digest, 'one');
  await keep(digest, 'two');
  await keep(digest, 'two');
  expect(await found(digest)).toBe('two');
  expect(await refusalOf(forms.getForm({ digest: anyDigest() }))).toMatchObject({ reason: 'NOT_FOUND' });
  ahead = HOUR;
  expect(await refusalOf(forms.getForm({ digest }))).toMatchObject({ reason: 'NOT_FOUND' });
  ahead = 0;
  expect(await found(digest)).toBe('two');
});

test('what is wrong is named, and keeps nothing', async () => {
  const before = await intake.sql('select count(*) from public_form');
  for (const [change, field] of [
    [{ digest: Buffer.alloc(31) }, 'digest'],
    [{ digest: Buffer.alloc(33) }, 'digest'],
    [{ content: Buffer.alloc(0) }, 'content'],
    [{ content: Buffer.alloc(98_305) }, 'content'],
    [{ keptSeconds: 0 }, 'kept_seconds'],
    [{ keptSeconds: 86_401 }, 'kept_seconds'],
  ] as const) {
    const form = { digest: anyDigest(), content: Buffer.from('x'), keptSeconds: 60, ...change };
    const { fields } = await refusalOf(forms.keepForm(form));
    expect(fields).toEqual([field]);
  }
  expect(await intake.sql('select count(*) from public_form')).toEqual(before);
});

test('a caller who may not keep forms neither keeps nor reads one', async () => {
  const digest = anyDigest();
  await keep(digest, 'one');
  const stranger = client('nats');
  try {
    const written = stranger.keepForm({ digest, content: Buffer.from('two'), keptSeconds: 60 });
    expect(await refusalOf(written)).toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await refusalOf(stranger.getForm({ digest }))).toMatchObject({ code: 'PERMISSION_DENIED' });
  } finally {
    stranger.close();
  }
  expect(await found(digest)).toBe('one');
});

test('those whose time is over are deleted, by the earlier one of the clocks', async () => {
  const [due, current] = [anyDigest(), anyDigest()];
  await keep(due, 'due');
  await keep(current, 'current');
  await intake.sql(`update public_form set kept_until = now() - interval '1 second' where digest = $1`, [due]);
  const isThere = async (digest: Uint8Array) =>
    (await intake.sql('select from public_form where digest = $1', [digest])).length;
  const count = { forms: 0 };
  ahead = 24 * HOUR;
  // The running service has the same job.
  await forgetFormsJob({ database: intake.database, clock }, count).run(AbortSignal.abort());
  ahead = 0;
  expect([await isThere(due), await isThere(current)]).toEqual([0, 1]);
  expect([{ count: String(count.forms) }]).toEqual(await intake.sql('select count(*)::text from public_form'));
});

test('while there are too many, only one that is kept is kept again', async () => {
  const digest = anyDigest();
  const bound = { database: intake.database, clock, deps: { count: { forms: 200_000 } } };
  const full = keepForm.bind(bound as never);
  const form = { digest, content: Buffer.from('new'), keptSeconds: 60 };
  const keepMore = async () => full(form as never, undefined as never);
  await expect(keepMore()).rejects.toMatchObject({ reason: 'TOO_MANY_FORMS', kind: 'resource-exhausted' });
  await keep(digest, 'old');
  await keepMore();
  expect(await found(digest)).toBe('new');
});
