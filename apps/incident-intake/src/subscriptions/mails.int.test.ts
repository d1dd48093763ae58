import { kyivTimeOfDay } from '@safe-community/domain-kit';
import { loadKeyring } from '@safe-community/security/encryption';
import { systemClock } from '@safe-community/service-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fire } from '../../test/messages.ts';
import { runMailedIntake, type MailedIntake } from '../../test/mailed-intake.ts';
import { codeIn, mailSettings, newAddress } from '../../test/subscription-calls.ts';
import { subscriptionCodes } from './module.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far the clock of the service is ahead: at first, to the next noon in Kyiv. */
const TO_NOON = Array.from({ length: 24 }, (_, hour) => hour * HOUR).find((ms) =>
  kyivTimeOfDay(new Date(Date.now() + ms)).startsWith('12'),
);
let ahead = TO_NOON ?? 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };

/** What the server answers to a recipient, once. */
const refusals = new Map<string, number>();
/** Recipients whose mails the server takes without a word. */
const silenced = new Set<string>();

let running: MailedIntake;
let intake: MailedIntake['intake'];
let mailbox: MailedIntake['mailbox'];
let calls: MailedIntake['calls'];
let staff: MailedIntake['staff'];
let course: MailedIntake['course'];
beforeAll(async () => {
  running = await runMailedIntake(
    { clock },
    (to) => {
      if (silenced.delete(to)) mailbox.cut();
    },
    {
      onRcptTo({ address }, _session, answer) {
        const responseCode = refusals.get(address);
        refusals.delete(address);
        answer(responseCode === undefined ? null : Object.assign(new Error('not now'), { responseCode }));
      },
    },
  );
  ({ intake, mailbox, calls, staff, course } = running);
});
afterAll(() => running.stop());
beforeEach(() => {
  // Never back: what was due stays so.
  if (kyivTimeOfDay(clock.now()) < '08:00' || kyivTimeOfDay(clock.now()) > '19:00') ahead += 12 * HOUR;
});

/** Somebody who has confirmed that they want to be told. */
async function told(language: 'uk' | 'en' = 'en') {
  const { incidentId, trackingToken } = await intake.report({ report: fire() });
  const email = newAddress();
  await calls.subscribe(trackingToken, email, undefined, language);
  const [{ text } = { text: '' }] = await mailsTo(email, 1);
  await calls.confirm(codeIn(text, 'confirm'));
  const [row] = await intake.sql('select subscription_id as id from subscription where incident_id = $1', [incidentId]);
  return { incidentId, trackingToken, email, subscriptionId: String(row?.['id']) };
}

function mailsTo(address: string, count: number) {
  return eventually(() => {
    const mails = mailbox.to(address);
    expect(mails.length).toBeGreaterThanOrEqual(count);
    return mails;
  });
}

/** Until the job has written the mail of the last change. */
function noted(subscriptionId: string, about = 1) {
  return eventually(async () => {
    const rows = await intake.sql(
      `select due_at from mail where subscription_id = $1 and about <> 'confirmation' and handed_over_at is null`,
      [subscriptionId],
    );
    expect(rows).toHaveLength(about);
  });
}

/** A mail that comes after everything that was due before. */
async function expectNoMore(address: string, count: number) {
  await told();
  expect(mailbox.to(address)).toHaveLength(count);
}

test('a change makes one mail, in the words of the pages, and after a while', async () => {
  const { incidentId, trackingToken, email, subscriptionId } = await told();
  await course.triage(incidentId);
  await noted(subscriptionId);
  await expectNoMore(email, 1);
  ahead += 6 * MINUTE;
  const [, mail] = await mailsTo(email, 2);
  expect(mail?.headers.get('subject')).toBe('News of your report');
  expect(mail?.text).toContain((await staff.status(trackingToken))?.textEn);
  expect(mail?.text).toContain('https://gromada.example/en/track\n');
  expect(mail?.text).not.toContain(trackingToken);
  // What changes no state is no news.
  await staff.add(trackingToken, 'ще одне');
  await expectNoMore(email, 2);
  await calls.end(codeIn(mail?.text ?? '', 'end'));
  await course.reject(incidentId);
  ahead += 6 * MINUTE;
  await expectNoMore(email, 2);
});

test('several changes within minutes are one mail with the latest state; one that came back is none', async () => {
  const { incidentId, email, subscriptionId } = await told('uk');
  await course.triage(incidentId);
  await noted(subscriptionId);
  await course.dispatch(incidentId);
  ahead += 6 * MINUTE;
  const [, mail] = await mailsTo(email, 2);
  expect(mail?.text).toContain('Допомогу направлено.');
  await expectNoMore(email, 2);
  const other = await told();
  await course.reject(other.incidentId);
  await noted(other.subscriptionId);
  await intake.sql(`update incident set state = 'received' where incident_id = $1`, [other.incidentId]);
  // The job rests until something is written.
  await intake.report({ report: fire() });
  await noted(other.subscriptionId, 0);
});

test('a merged report follows its primary', async () => {
  const { incidentId, email, subscriptionId } = await told();
  const { incidentId: primary } = await intake.report({ report: fire() });
  await staff.merge(incidentId, primary);
  await course.triage(primary);
  await noted(subscriptionId);
  ahead += 6 * MINUTE;
  const [, mail] = await mailsTo(email, 2);
  expect(mail?.text).toContain('joined with another one');
  expect(mail?.text).toContain('has been reviewed');
  await course.reject(primary);
  await noted(subscriptionId);
  ahead += 6 * MINUTE;
  expect((await mailsTo(email, 3))[2]?.text).toContain('was rejected');
});

test('at night news waits, and a confirmation does not', async () => {
  const { incidentId, email, subscriptionId } = await told();
  while (kyivTimeOfDay(clock.now()) < '21:10') ahead += 10 * MINUTE;
  await course.triage(incidentId);
  await noted(subscriptionId);
  ahead += HOUR;
  // Sent after what is due before, if that were sent.
  await expectNoMore(email, 1);
  while (kyivTimeOfDay(clock.now()) > '08:00') ahead += 10 * MINUTE;
  await expectNoMore(email, 1);
  while (kyivTimeOfDay(clock.now()) < '08:00') ahead += 10 * MINUTE;
  expect((await mailsTo(email, 2))[1]?.text).toContain('has been reviewed');
});

const fateOf = async (subscriptionId: string) =>
  (
    await intake.sql(
      `select fate, attempts, handed_over_at is not null as handed from mail
       where subscription_id = $1 and about <> 'confirmation'`,
      [subscriptionId],
    )
  )[0];

test('what the server refuses for now is tried again later, what it refuses for ever is not', async () => {
  const [later, never] = [await told(), await told()];
  refusals.set(later.email, 451);
  refusals.set(never.email, 550);
  for (const { incidentId, subscriptionId } of [later, never]) {
    await course.triage(incidentId);
    await noted(subscriptionId);
  }
  ahead += 6 * MINUTE;
  await eventually(async () => {
    expect(await fateOf(later.subscriptionId)).toEqual({ fate: null, attempts: 1, handed: false });
    expect(await fateOf(never.subscriptionId)).toEqual({ fate: 'refused', attempts: 0, handed: true });
  });
  expect(intake.log.join('\n')).toContain('the mail server did not accept a mail');
  ahead += 2 * MINUTE;
  await mailsTo(later.email, 2);
  await expectNoMore(never.email, 1);
});

test('a mail whose fate is unknown is not sent again; the next one says all', async () => {
  const { incidentId, email, subscriptionId } = await told();
  silenced.add(email);
  await course.triage(incidentId);
  await noted(subscriptionId);
  ahead += 6 * MINUTE;
  await eventually(async () => expect(await fateOf(subscriptionId)).toMatchObject({ fate: 'unknown', attempts: 0 }));
  ahead += HOUR;
  await expectNoMore(email, 2);
  await course.dispatch(incidentId);
  await noted(subscriptionId);
  ahead += 6 * MINUTE;
  expect((await mailsTo(email, 3))[2]?.text).toContain('Help has been sent.');
  // Of a process that died, in place of a connection.
  await intake.sql(
    `update mail set fate = null, handed_over_at = now() - interval '16 minutes' where subscription_id = $1 and fate = 'unknown'`,
    [subscriptionId],
  );
  const fates = async () =>
    (await intake.sql('select fate from mail where subscription_id = $1', [subscriptionId])).map(({ fate }) => fate);
  await eventually(async () => expect((await fates()).toSorted()).toEqual(['accepted', 'accepted', 'unknown']));
  await expectNoMore(email, 3);
});

test('a report that became sensitive makes no more mails, and the address is erased', async () => {
  const { incidentId, email, subscriptionId } = await told();
  await course.triage(incidentId);
  await noted(subscriptionId);
  await intake.sql(`update incident set category = 'domestic_violence' where incident_id = $1`, [incidentId]);
  ahead += 6 * MINUTE;
  await eventually(async () => expect(await fateOf(subscriptionId)).toBeUndefined());
  await expectNoMore(email, 1);
  const { end } = subscriptionCodes(loadKeyring(intake.keysDir));
  await calls.end(end.of(subscriptionId));
});

test('while the server is away, nothing is handed over', async () => {
  const { incidentId, email, subscriptionId } = await told();
  await intake.restart({ mail: mailSettings({ port: 1 }) });
  await course.triage(incidentId);
  await noted(subscriptionId);
  ahead += 6 * MINUTE;
  await eventually(() => expect(intake.log.join('\n')).toContain('the mail server does not take our connection'));
  expect(await fateOf(subscriptionId)).toEqual({ fate: null, attempts: 0, handed: false });
  expect(intake.log.join('\n')).not.toContain(email);
  await intake.restart({ mail: mailSettings(mailbox) });
  await mailsTo(email, 2);
});
