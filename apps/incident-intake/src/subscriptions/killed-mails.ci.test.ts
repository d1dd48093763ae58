import { randomUUID } from 'node:crypto';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { startMailbox, type TestMailbox } from '@safe-community/testkit/mailbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIntakeProcess, type IntakeProcess } from '../../test/intake-process.ts';
import { fire } from '../../test/messages.ts';
import { MAIL_FROM, newAddress, PAGES, subscriptionCalls } from '../../test/subscription-calls.ts';

/** Of each kind. */
const KILLS = 12;
/** Mails on their way at a kill. */
const MAILS = 4;

let intake: IntakeProcess;
let mailbox: TestMailbox;
let calls: ReturnType<typeof subscriptionCalls>;
/** Runs once, when the server has a whole mail and has not accepted it. */
let whenTaken: (() => Promise<void>) | undefined;
beforeAll(async () => {
  mailbox = await startMailbox(async () => {
    const run = whenTaken;
    whenTaken = undefined;
    await run?.();
  });
  intake = await startIntakeProcess({
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    MAIL_FROM,
    PAGES_URL: PAGES,
  });
  const port = Number(intake.client.getChannel().getTarget().split(':').at(-1));
  calls = subscriptionCalls({ port });
});
afterAll(async () => {
  calls.close();
  await intake.stop();
  await mailbox.stop();
});

/** Asks for mails to new addresses, each about a report of its own. */
async function ask(): Promise<void> {
  const { client } = intake;
  for (let count = 0; count < MAILS; count += 1) {
    const request = { requestId: randomUUID(), report: fire() };
    const report = () => callUnary('Report', client.reportIncident.bind(client), request, 5_000);
    const { trackingToken } = await eventually(report);
    const [email, requestId] = [newAddress(), randomUUID()];
    // The process may die before it answers; the same request again is the same subscription.
    await eventually(() => calls.subscribe(trackingToken, email, requestId));
  }
}

function isDead(): boolean {
  try {
    process.kill(intake.process.pid, 0);
    return false;
  } catch {
    return true;
  }
}

const died = () => eventually(() => expect(isDead()).toBe(true));

test('kill -9 between any two effects sends no mail twice', { timeout: 600_000, retry: 0 }, async () => {
  for (const point of ['mail.handed-over', 'mail.sent'] as const) {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await intake.process.stop();
      await intake.process.restart({ ALLOW_CRASH_POINTS: 'yes', CRASH_POINT: `${point}:${1 + (kill % MAILS)}` });
      const asking = ask().catch(() => undefined);
      await died();
      await intake.process.restart();
      await asking;
    }
  }
  for (let kill = 0; kill < KILLS; kill += 1) {
    const taken = new Promise<void>((resolve) => {
      whenTaken = async () => {
        await intake.process.kill();
        resolve();
      };
    });
    const asking = ask().catch(() => undefined);
    await taken;
    await intake.process.restart();
    await asking;
  }
  await eventually(async () =>
    expect(await intake.sql('select from mail where handed_over_at is null')).toHaveLength(0),
  );
  // The last mail may still be under way: a process that is asked to stop waits for it.
  await intake.process.stop();
  const sent = await intake.sql(`select count(*)::int as n from mail where fate = 'accepted'`);
  const withoutFate = await intake.sql('select mail_id from mail where fate is null');
  const ids = mailbox.all.map(({ headers }) => headers.get('message-id') ?? '');
  const doubled = ids.length - new Set(ids).size;
  expect({ doubled }).toEqual({ doubled: 0 });
  // A kill leaves one mail without a fate, and that is all it costs.
  expect(withoutFate).toHaveLength(3 * KILLS);
  const arrived = withoutFate.filter(({ mail_id }) => ids.some((id) => id.includes(String(mail_id))));
  expect(arrived.length).toBeGreaterThanOrEqual(2 * KILLS);
  expect(ids).toHaveLength(Number(sent[0]?.['n']) + arrived.length);
});
