import type { EntityManager } from '@safe-community/database';
import { crashPoint } from '@safe-community/database/crash-points';
import { decrypt, type Keyring } from '@safe-community/security/encryption';
import { onProgress, type Job, type Runtime } from '@safe-community/service-kit';
import { mailsHandedOver, type Logger } from '@safe-community/telemetry';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { publicStatus, voicedStatus } from '../follow-up/module.ts';
import { isQuiet, nextTry, type MailFate } from './mail.ts';
import { confirmationMail, senderName, stateMail } from './mail-wordings.ts';
import {
  dropRevoked,
  giveUpLost,
  isMailDue,
  markHandedOver,
  noteChanges,
  saveFate,
  takeDue,
  tryAgain,
  type DueMail,
} from './mails.store.ts';
import { connectMailServer, type ComposedMail, type MailServer } from './smtp.adapter.ts';
import { findFollowed, type SubscriptionCodes } from './subscriptions.commands.ts';
import { dropSubscription } from './subscriptions.store.ts';

export interface MailSettings {
  readonly server: MailServer;
  /** The address of the sender. */
  readonly from: string;
  /** Where visitors reach the pages, without a slash at the end. */
  readonly pages: string;
}

export interface MailParts extends MailSettings {
  readonly keyring: Keyring;
  readonly catalogue: Pick<StoredCatalogue, 'policy'>;
  readonly codes: SubscriptionCodes;
  readonly logger: Logger;
}

type JobRuntime = Pick<Runtime, 'database' | 'clock' | 'installation'>;

const SECOND = 1_000;
/** Subscriptions per statement. */
const PORTION = 500;
/** Between attempts to connect: a server may lock an account out that tries a wrong password too often. */
const AWAY_MS = 60 * SECOND;
/** Mails per connection. */
const MAX_MAILS = 50;

/** Compares what subscribers know with what is shown, which no step of a case has to know about. */
export function noteChangesJob({ database, clock }: Pick<JobRuntime, 'database' | 'clock'>): Job {
  const run = async (): Promise<number> => {
    const em = database.em.fork();
    const noted = await em.transactional((tx) => noteChanges(tx, clock.now(), PORTION, () => clock.newId(clock.now())));
    await dropRevoked(em);
    return noted;
  };
  return onProgress('note-changes', database, run, 5 * SECOND);
}

/**
 * Never sends a mail twice: that it is handed over is committed before the server gets it, and what the process does not
 * live to see is not sent again (docs/adr/0059).
 */
export function sendMailsJob(parts: MailParts, runtime: JobRuntime): Job {
  let notBefore = 0;
  return {
    name: 'send-mails',
    everyMs: 2 * SECOND,
    async run(signal) {
      const { database, clock } = runtime;
      const em = database.em.fork();
      count('unknown', await giveUpLost(em, clock.now()));
      if (performance.now() < notBefore || !(await isMailDue(em, clock.now(), isQuiet(clock.now())))) return 0;
      notBefore = performance.now() + AWAY_MS;
      const connection = await connectMailServer(parts.server);
      notBefore = 0;
      try {
        for (let sent = 0; sent < MAX_MAILS && !signal.aborted; sent += 1) {
          const mail = await handOver(parts, runtime);
          if (mail === undefined) return sent;
          crashPoint('mail.handed-over');
          const { fate, code } = await connection.send(mail.composed);
          crashPoint('mail.sent');
          await settle(runtime, mail.due, fate);
          count(fate, 1);
          if (fate === 'accepted') continue;
          parts.logger.warn('the mail server did not accept a mail', { code, cause: fate });
          // The connection may be in the middle of this mail.
          return sent + 1;
        }
        return MAX_MAILS;
      } finally {
        connection.close();
      }
    },
  };
}

interface HandedOver {
  readonly due: DueMail;
  readonly composed: ComposedMail;
}

/** Undefined when no mail is due. Subscriptions to what may no longer be told end here. */
async function handOver(
  parts: MailParts,
  { database, clock, installation }: JobRuntime,
): Promise<HandedOver | undefined> {
  const isDemonstration = installation === 'demonstration';
  for (;;) {
    const now = clock.now();
    const found = await database.em.fork().transactional(async (tx) => {
      const [due] = await takeDue(tx, now, isQuiet(now), 1);
      if (due === undefined) return 'nothing';
      const words = await wordsOf(tx, parts, due, now, isDemonstration);
      if (words === undefined) {
        await dropSubscription(tx, due.subscriptionId);
        return 'ended';
      }
      await markHandedOver(tx, due, words.told, now);
      const { address = '' } = decrypt(parts.keyring, due.subscriptionId, due.encrypted);
      const from = { name: senderName(due.language), address: parts.from };
      return { due, composed: { ...words.text, mailId: due.mailId, from, to: address, date: now } };
    });
    if (found !== 'ended') return found === 'nothing' ? undefined : found;
  }
}

async function wordsOf(
  tx: EntityManager,
  { pages, codes, catalogue }: MailParts,
  { subscriptionId, incidentId, isVoice, isConfirmation, language }: DueMail,
  now: Date,
  isDemonstration: boolean,
) {
  const report = await findFollowed(tx, catalogue, { incidentId, isVoice });
  if (report === undefined || report.isSensitive || report.erased) return undefined;
  const links = { pages, confirmCode: codes.confirm.of(subscriptionId), endCode: codes.end.of(subscriptionId) };
  if (isConfirmation) return { text: confirmationMail(language, links, isDemonstration), told: undefined };
  const status = isVoice ? voicedStatus(report) : publicStatus(report, now);
  return { text: stateMail(language, links, status, isDemonstration), told: status.state };
}

async function settle({ database, clock }: JobRuntime, due: DueMail, fate: MailFate): Promise<void> {
  const em = database.em.fork();
  if (fate !== 'later') return saveFate(em, due.mailId, fate);
  await em.transactional((tx) => tryAgain(tx, due, nextTry(due.attempts, clock.now())));
}

function count(fate: MailFate, mails: number): void {
  mailsHandedOver.add(mails, { 'safe_community.mail.fate': fate });
}
