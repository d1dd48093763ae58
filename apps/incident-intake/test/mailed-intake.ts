import { startMailbox, type TestMailbox } from '@safe-community/testkit/mailbox';
import type { Overrides } from '../src/service.ts';
import { courseCalls } from './course-calls.ts';
import { followUpCalls, type FollowUpCalls } from './follow-up-calls.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import { mailSettings, subscriptionCalls } from './subscription-calls.ts';

/** An intake with a mail server, and the calls of those who follow reports and work on them. */
export interface MailedIntake {
  readonly intake: RunningIntake;
  readonly mailbox: TestMailbox;
  readonly calls: ReturnType<typeof subscriptionCalls>;
  readonly staff: FollowUpCalls;
  readonly course: ReturnType<typeof courseCalls>;
  stop(): Promise<void>;
}

export async function runMailedIntake(
  overrides: Pick<Overrides, 'clock'> = {},
  ...ofMailbox: Parameters<typeof startMailbox>
): Promise<MailedIntake> {
  const mailbox = await startMailbox(...ofMailbox);
  const intake = await runIntake(overrides);
  await intake.restart({ mail: mailSettings(mailbox) });
  const [calls, staff, course] = [subscriptionCalls(intake), followUpCalls(intake), courseCalls(intake)];
  return {
    intake,
    mailbox,
    calls,
    staff,
    course,
    async stop() {
      for (const each of [calls, staff]) each.close();
      course.end();
      await intake.stop();
      await mailbox.stop();
    },
  };
}
