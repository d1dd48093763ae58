import {
  notFound,
  preconditionFailed,
  Refusal,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { FollowedReport } from '../follow-up/module.ts';
import { isTellable } from '../follow-up/public-status.ts';

const LANGUAGES = ['uk', 'en'] as const;
export type MailLanguage = (typeof LANGUAGES)[number];

/** Somebody who gets mails about a report. The address is kept apart, encrypted. */
export interface Subscription {
  readonly subscriptionId: string;
  readonly incidentId: string;
  /** The report is another person's, which somebody follows with a voice. */
  readonly isVoice: boolean;
  readonly language: MailLanguage;
}

/** What RFC 5321 allows of a path, less its brackets. */
const MAX_ADDRESS = 254;
/** Without quotes and comments: nobody has them, and they hide other addresses. */
const MAILBOX = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/;
const DOMAIN = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

const WRITTEN_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;

/** The two parts of an address, the domain as DNS writes it; undefined for any other text. */
function partsOf(address: string): { readonly mailbox: string; readonly domain: string } | undefined {
  if (address.length > MAX_ADDRESS) return undefined;
  const [mailbox = '', written = '', ...more] = address.split('@');
  // Domains in Ukrainian letters have another form in DNS.
  const domain = WRITTEN_DOMAIN.test(written) ? (URL.parse(`http://${written}`)?.hostname ?? '') : '';
  const isAddress = more.length === 0 && MAILBOX.test(mailbox) && DOMAIN.test(domain);
  return isAddress ? { mailbox, domain } : undefined;
}

export function checkAddress(address: string, field: string): Violation[] {
  return unless(partsOf(address) !== undefined, field, 'must be an e-mail address, mailbox@domain');
}

/**
 * Equal for all ways to write one mailbox that are in use: many providers ignore dots and what follows a plus sign, so
 * nobody gets round a limit with them.
 */
export function comparableAddress(address: string): string {
  const { mailbox = '', domain = '' } = partsOf(address) ?? {};
  const [before = ''] = mailbox.split('+');
  return `${before.replaceAll('.', '').toLowerCase()}@${domain}`;
}

export function checkLanguage(language: string, field: string): Violation[] {
  return unless((LANGUAGES as readonly string[]).includes(language), field, `must be one of ${LANGUAGES.join(', ')}`);
}

const MAX_OF_REPORT = 5;
const MAX_MAILS_A_DAY = 3;
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Time enough to look into a mailbox. */
export const UNCONFIRMED_MS = 48 * HOUR_MS;
/** How long somebody who did not want mails is not asked again. */
export const REFUSED_MS = 30 * DAY_MS;
/** Until then a report can be reopened. */
export const ENDED_MS = 30 * DAY_MS;

export interface SubscriptionCounts {
  /** Of the report, whether confirmed or not. */
  readonly ofReport: number;
  /** Of the address in the last 24 hours: each has sent it a mail. */
  readonly ofAddress: number;
  /** Its owner did not want to be asked. */
  readonly isRefused: boolean;
}

/** @param report undefined for one that nobody may follow. */
export function subscribe<New extends Subscription>(
  report: FollowedReport | undefined,
  { ofReport, ofAddress, isRefused }: SubscriptionCounts,
  subscription: New,
): Decision<New> {
  if (report === undefined) return notFound('report');
  if (report.isSensitive) {
    return preconditionFailed(
      'SENSITIVE_CATEGORY',
      'of reports of this category only the state is shown, by its token',
    );
  }
  if (!isTellable(report)) return preconditionFailed('NOT_OPEN', 'no work on the report remains');
  if (ofReport < MAX_OF_REPORT && ofAddress < MAX_MAILS_A_DAY && !isRefused) return subscription;
  return new Refusal('resource-exhausted', 'too many subscriptions: try again in a day', {
    reason: 'TOO_MANY_SUBSCRIPTIONS',
  });
}

/** A confirmed one stays as it is. */
export function confirm<Kept extends { readonly createdAt: Date; readonly isConfirmed: boolean }>(
  subscription: Kept,
  now: Date,
): Decision<Kept> {
  const isTooLate = now.getTime() - subscription.createdAt.getTime() >= UNCONFIRMED_MS;
  return isTooLate && !subscription.isConfirmed ? notFound('subscription') : subscription;
}
