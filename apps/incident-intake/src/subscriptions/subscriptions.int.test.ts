import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { PublicRequestServiceService as Requests } from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { SubscriptionServiceService as Subscriptions } from '@safe-community/contracts/incidents/v1/subscription_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { loadKeyring } from '@safe-community/security/encryption';
import { auditedWrite, eventually, expectAudited, refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfCase } from '../../test/end-of-case.ts';
import { fire } from '../../test/messages.ts';
import { runMailedIntake, type MailedIntake } from '../../test/mailed-intake.ts';
import { codeIn, newAddress, subscriptionCalls } from '../../test/subscription-calls.ts';
import { forgetSubscriptionsJob } from './forget-subscriptions.jobs.ts';
import { subscriptionCodes } from './module.ts';

const { FIRE, DOMESTIC_VIOLENCE, INFRASTRUCTURE, SCHOOL_SAFETY } = IncidentCategory;

let running: MailedIntake;
let intake: MailedIntake['intake'];
let mailbox: MailedIntake['mailbox'];
let calls: MailedIntake['calls'];
let staff: MailedIntake['staff'];
let course: MailedIntake['course'];
beforeAll(async () => {
  running = await runMailedIntake();
  ({ intake, mailbox, calls, staff, course } = running);
});
afterAll(() => running.stop());

async function report(category: IncidentCategory = FIRE) {
  return intake.report({ report: fire({ category }) });
}

async function mailTo(address: string) {
  return eventually(() => {
    const [mail] = mailbox.to(address);
    if (mail === undefined) throw new Error('no mail has come');
    return mail;
  });
}

/** Somebody who has asked, and got the codes. */
async function subscribed(trackingToken: string, email = newAddress()) {
  await calls.subscribe(trackingToken, email);
  const { text } = await mailTo(email);
  return { email, confirmCode: codeIn(text, 'confirm'), endCode: codeIn(text, 'end') };
}

const subscriptionsOf = async (incidentId: string) =>
  (await intake.sql('select subscription_id from subscription where incident_id = $1', [incidentId])).length;
const reasonOf = async (call: Promise<unknown>) => (await refusalOf(call)).reason;

test('an address is confirmed by the code of the mail that was sent to it; another code of it ends all', async () => {
  const { incidentId, trackingToken } = await report();
  expect(await staff.status(trackingToken)).toMatchObject({ mayBeTold: true });
  const { email, confirmCode, endCode } = await subscribed(trackingToken);
  const [mail] = mailbox.to(email);
  expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
    subject: 'Confirm the address for mails about a report',
    to: email,
    from: 'Safe Community <no-reply@gromada.example>',
    'list-unsubscribe': `<https://gromada.example/en/told/end?code=${endCode}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'auto-submitted': 'auto-generated',
    'message-id': expect.stringMatching(/^<[\da-f-]{36}@gromada\.example>$/) as string,
  });
  expect(mail?.text).toContain('This is a demonstration');
  expect(mail?.text).not.toContain(trackingToken);
  // Each code can do one thing.
  for (const wrong of ['', 'x', endCode, trackingToken]) expect(await reasonOf(calls.confirm(wrong))).toBe('NOT_FOUND');
  for (const wrong of ['', confirmCode, trackingToken]) expect(await reasonOf(calls.end(wrong))).toBe('NOT_FOUND');
  await calls.confirm(confirmCode);
  await calls.confirm(confirmCode);
  expect(await intake.sql('select confirmed_at is not null as confirmed, told_state from subscription')).toEqual([
    { confirmed: true, told_state: 'received' },
  ]);
  await calls.end(endCode);
  expect(await subscriptionsOf(incidentId)).toBe(0);
  expect(await intake.sql('select from mail')).toEqual([]);
  await calls.end(endCode);
  expect(await reasonOf(calls.confirm(confirmCode))).toBe('NOT_FOUND');
});

test('ten calls at once with one id are one subscription and one mail', async () => {
  const { incidentId, trackingToken } = await report();
  const [email, requestId] = [newAddress(), randomUUID()];
  await Promise.all(Array.from({ length: 10 }, () => calls.subscribe(trackingToken, email, requestId)));
  await mailTo(email);
  expect(await subscriptionsOf(incidentId)).toBe(1);
  // Mails are sent in order, so a second one would come before this.
  await subscribed(trackingToken);
  expect(mailbox.to(email)).toHaveLength(1);
  expect(await reasonOf(calls.subscribe(trackingToken, newAddress(), requestId))).toBe('REQUEST_ID_REUSED');
});

test('nobody can flood an address, however it is written, or a report', async () => {
  const name = `vic.tim-${randomUUID()}`;
  const ways = [name, name.toUpperCase(), `${name}+1`, `${name}+2`, name.replace('.', '')];
  const asked = await Promise.allSettled(
    ways.map(async (way) => calls.subscribe((await report()).trackingToken, `${way}@gromada.example`)),
  );
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const { trackingToken } = await report();
  const another = calls.subscribe(trackingToken, `${name}@gromada.example`);
  const ofAddress = await refusalOf(another);
  expect(ofAddress).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_SUBSCRIPTIONS' });
  const many = await Promise.allSettled(Array.from({ length: 8 }, () => calls.subscribe(trackingToken, newAddress())));
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  const ofReport = await refusalOf(calls.subscribe(trackingToken, newAddress()));
  // Nothing in it says whose limit it is.
  expect(ofReport).toEqual(ofAddress);
  // A day later the address may be asked again.
  await intake.sql(`update asked_address set asked_at = asked_at - interval '24 hours'`);
  await calls.subscribe((await report()).trackingToken, `${name}@gromada.example`);
});

test('who ends without having confirmed is not asked again for 30 days, by nobody', async () => {
  const email = newAddress();
  const ask = async () => calls.subscribe((await report()).trackingToken, email);
  const { endCode } = await subscribed((await report()).trackingToken, email);
  await calls.end(endCode);
  await calls.end(endCode);
  expect(await reasonOf(ask())).toBe('TOO_MANY_SUBSCRIPTIONS');
  await intake.sql(`update asked_address set asked_at = asked_at - interval '30 days'`);
  await ask();
  // Who has confirmed may come back at once.
  const other = newAddress();
  const wanted = await subscribed((await report()).trackingToken, other);
  await calls.confirm(wanted.confirmCode);
  await calls.end(wanted.endCode);
  await calls.subscribe((await report()).trackingToken, other);
});

test('who confirms twice for one report gets each mail once', async () => {
  const { incidentId, trackingToken } = await report();
  const email = newAddress();
  const first = await subscribed(trackingToken, email);
  const sameMailbox = email.toUpperCase().replace(/@.*/, (domain) => domain.toLowerCase());
  await calls.subscribe(trackingToken, sameMailbox);
  const second = await mailTo(sameMailbox);
  await calls.confirm(first.confirmCode);
  expect(await subscriptionsOf(incidentId)).toBe(1);
  expect(await reasonOf(calls.confirm(codeIn(second.text, 'confirm')))).toBe('NOT_FOUND');
});

test('sensitive, ended, and unknown reports take no subscription, and no field is wrong in silence', async () => {
  for (const category of [DOMESTIC_VIOLENCE, SCHOOL_SAFETY]) {
    const { trackingToken } = await report(category);
    expect(await staff.status(trackingToken)).toMatchObject({ mayBeTold: false });
    expect(await reasonOf(calls.subscribe(trackingToken, newAddress()))).toBe('SENSITIVE_CATEGORY');
  }
  const { incidentId, trackingToken } = await report();
  const { confirmCode } = await subscribed(trackingToken);
  await course.reject(incidentId);
  expect(await staff.status(trackingToken)).toMatchObject({ mayBeTold: false });
  expect(await reasonOf(calls.subscribe(trackingToken, newAddress()))).toBe('NOT_OPEN');
  // Who asked before may still confirm: the case may be reopened.
  await calls.confirm(confirmCode);
  expect(await reasonOf(calls.subscribe(`${trackingToken.slice(1)}x`, newAddress()))).toBe('NOT_FOUND');
  const wrong = await refusalOf(calls.subscribe(trackingToken, 'kanarka', 'x', 'de'));
  expect(wrong).toMatchObject({ fields: ['request_id', 'email', 'language'] });
  expect(JSON.stringify(wrong)).not.toContain('kanarka');
  const stranger = subscriptionCalls(intake, 'nats');
  expect(await refusalOf(stranger.end('x'))).toMatchObject({ code: 'PERMISSION_DENIED' });
  stranger.close();
});

test('somebody who follows a report with a voice gets mails as well, as long as everybody may see it', async () => {
  const { incidentId } = await report(INFRASTRUCTURE);
  const requests = testClient(Requests, intake.port);
  const { trackingToken } = await requests.addVoice({ publicRequestId: incidentId });
  requests.close();
  const { confirmCode } = await subscribed(trackingToken);
  await calls.confirm(confirmCode);
  expect(await intake.sql('select is_voice from subscription where incident_id = $1', [incidentId])).toEqual([
    { is_voice: true },
  ]);
  await intake.sql('update incident set is_test = true where incident_id = $1', [incidentId]);
  expect(await reasonOf(calls.subscribe(trackingToken, newAddress()))).toBe('NOT_FOUND');
});

test('addresses are erased: unconfirmed after 48 hours, with the personal data of the case, and 30 days after its end', async () => {
  const [late, erased, ended, kept] = [await report(), await report(), await report(), await report()];
  const all = [late, erased, ended, kept];
  const made = await Promise.all(all.map(({ trackingToken }) => subscribed(trackingToken)));
  for (const { confirmCode } of made.slice(1)) await calls.confirm(confirmCode);
  const age = (incidentId: string, hours: number) =>
    intake.sql(`update subscription set created_at = now() - $2::interval where incident_id = $1`, [
      incidentId,
      `${hours} hours`,
    ]);
  for (const { incidentId } of all) await age(incidentId, 49);
  for (const { incidentId } of [erased, ended]) await course.reject(incidentId);
  await intake.sql(`update incident set state_since = now() - interval '31 days' where incident_id = $1`, [
    ended.incidentId,
  ]);
  expect(await reasonOf(calls.confirm(made[0]?.confirmCode ?? ''))).toBe('NOT_FOUND');
  const job = forgetSubscriptionsJob({ database: intake.database, clock: systemClock });
  // The running service has the same job.
  await job.run(AbortSignal.abort());
  const end = endOfCase(intake);
  await end.erase(erased.incidentId);
  end.close();
  const left = await Promise.all(all.map(({ incidentId }) => subscriptionsOf(incidentId)));
  expect(left).toEqual([0, 0, 0, 1]);
});

test('no table, no log, and no event holds the address or a code', async () => {
  const { trackingToken } = await report();
  const { email, confirmCode, endCode } = await subscribed(trackingToken);
  await calls.confirm(confirmCode);
  await refusalOf(calls.subscribe(trackingToken, `${email}\u0000`));
  const tables = await intake.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  expect(tables.map(({ name }) => name)).toContain('mail');
  for (const secret of [email, confirmCode, endCode]) {
    const hex = Buffer.from(secret).toString('hex');
    for (const { name } of tables) {
      const [found] = await intake.sql(
        `select count(*)::int as n from "${String(name)}" t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0`,
        [secret, hex],
      );
      expect([name, found?.['n']]).toEqual([name, 0]);
    }
    expect(intake.log.join('\n')).not.toContain(secret);
  }
});

test('what people do with their mails is audited, without the address', async () => {
  const { trackingToken, incidentId } = await report();
  const codes = subscriptionCodes(loadKeyring(intake.keysDir));
  const newest = async () => {
    const [row] = await intake.sql(
      'select subscription_id from subscription where incident_id = $1 order by created_at desc limit 1',
      [incidentId],
    );
    return String(row?.['subscription_id']);
  };
  let subscriptionId = '';
  const subscribe = auditedWrite(
    Subscriptions.subscribeToReport,
    async () => ({ trackingToken, email: newAddress(), language: 'uk' }),
    () => [incidentId, subscriptionId],
  );
  // The response does not say which one it is.
  const expected = await subscribe.make(intake.port);
  subscriptionId = await newest();
  await expectAudited(intake, {
    ...subscribe,
    make: async () => ({ ...expected, subjectIds: [incidentId, subscriptionId] }),
  });
  await expectAudited(
    intake,
    auditedWrite(
      Subscriptions.confirmSubscription,
      async () => ({ confirmCode: codes.confirm.of(subscriptionId) }),
      () => [incidentId, subscriptionId],
    ),
  );
  await expectAudited(
    intake,
    auditedWrite(
      Subscriptions.endSubscription,
      async () => ({ endCode: codes.end.of(subscriptionId) }),
      () => [subscriptionId],
    ),
  );
});

// The last: it starts the service again without a mail server.
test('without a mail server, nobody is offered what nobody would get', async () => {
  const { trackingToken } = await report();
  const { endCode } = await subscribed(trackingToken);
  await intake.restart({});
  expect(await staff.status(trackingToken)).toMatchObject({ mayBeTold: false });
  expect(await reasonOf(calls.subscribe(trackingToken, newAddress()))).toBe('MAIL_NOT_SET_UP');
  await calls.end(endCode);
});
