import { SubscriptionServiceService as Subscriptions } from '@safe-community/contracts/incidents/v1/subscription_service.ts';
import { notFound, preconditionFailed } from '@safe-community/domain-kit';
import { encrypt, mac, type Keyring, type TrackingTokens } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import type { EntityManager } from '@safe-community/database';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { findReport, type FollowedReport } from '../follow-up/module.ts';
import { isOpenToVoices } from '../voices/module.ts';
import { insertConfirmation } from './mails.store.ts';
import {
  checkAddress,
  checkLanguage,
  comparableAddress,
  confirm,
  subscribe,
  type MailLanguage,
} from './subscription.ts';
import {
  confirmLocked,
  countSubscriptions,
  endSubscription,
  incidentOfVoice,
  insertSubscription,
  lockSubscription,
} from './subscriptions.store.ts';

/** The secrets by which the owner of an address confirms and ends; none is stored. */
export interface SubscriptionCodes {
  readonly confirm: TrackingTokens;
  readonly end: TrackingTokens;
}

interface SubscriptionsGiven {
  readonly keyring: Keyring;
  readonly catalogue: Pick<StoredCatalogue, 'policy'>;
  readonly tokens: Pick<TrackingTokens, 'read'>;
  readonly voiceTokens: Pick<TrackingTokens, 'read'>;
  readonly codes: SubscriptionCodes;
  readonly isMailSetUp: boolean;
}

const { command } = given<SubscriptionsGiven>();

/** Undefined for one that the holder of the token may not follow, as for GetReportStatus. */
export async function findFollowed(
  tx: EntityManager,
  catalogue: Pick<StoredCatalogue, 'policy'>,
  { incidentId, isVoice }: { readonly incidentId: string; readonly isVoice: boolean },
): Promise<FollowedReport | undefined> {
  const report = await findReport(tx, incidentId);
  if (report === undefined || !isVoice) return report;
  return isOpenToVoices(report, catalogue.policy(report.category)) ? report : undefined;
}

export const subscribeToReport = command(Subscriptions.subscribeToReport, {
  parse: ({ request: { trackingToken }, fields, deps: { tokens, voiceTokens } }) => ({
    incidentId: tokens.read(trackingToken),
    voiceId: voiceTokens.read(trackingToken),
    address: fields.text('email', checkAddress),
    language: fields.text('language', checkLanguage) as MailLanguage,
  }),
  authorize({ command: { incidentId, voiceId }, deps: { isMailSetUp } }) {
    if (incidentId === undefined && voiceId === undefined) return notFound('report');
    return isMailSetUp ? undefined : preconditionFailed('MAIL_NOT_SET_UP', 'this installation sends no mail');
  },
  async load({ tx, command: { incidentId: own, voiceId, address }, clock, deps: { keyring, catalogue } }) {
    const incidentId = own ?? (await incidentOfVoice(tx, voiceId ?? ''));
    if (incidentId === undefined) return notFound('report');
    const followed = { incidentId, isVoice: own === undefined };
    const addressDigest = mac(keyring, 'subscription-address', comparableAddress(address));
    const counts = await countSubscriptions(tx, incidentId, addressDigest, clock.now());
    return { ...followed, addressDigest, counts, report: await findFollowed(tx, catalogue, followed) };
  },
  decide({ loaded: { incidentId, isVoice, addressDigest, report, counts }, command: { language }, newId }) {
    const subscription = { subscriptionId: newId(), incidentId, isVoice, language, addressDigest };
    return subscribe(report, counts, subscription);
  },
  async save({ tx, change: subscription, command: { address }, now, newId, deps: { keyring } }) {
    const { subscriptionId } = subscription;
    const encrypted = encrypt(keyring, subscriptionId, { address });
    await insertSubscription(tx, { ...subscription, createdAt: now, encrypted });
    await insertConfirmation(tx, newId(), subscriptionId, now);
    return subscription;
  },
  subjects: ({ saved: { incidentId, subscriptionId } }) => [incidentId, subscriptionId],
  reply: () => ({}),
});

export const confirmSubscription = command(Subscriptions.confirmSubscription, {
  parse: ({ request: { confirmCode }, deps: { codes } }) => codes.confirm.read(confirmCode) ?? '',
  authorize: ({ command: subscriptionId }) => (subscriptionId === '' ? notFound('subscription') : undefined),
  async load({ tx, command: subscriptionId, deps: { catalogue } }) {
    const subscription = await lockSubscription(tx, subscriptionId);
    if (subscription === undefined) return notFound('subscription');
    const report = await findFollowed(tx, catalogue, subscription);
    return report === undefined ? notFound('subscription') : { subscription, report };
  },
  decide: ({ loaded: { subscription, report }, now }) => {
    const confirmed = confirm(subscription, now);
    return 'subscriptionId' in confirmed ? { ...confirmed, state: (report.primary ?? report).state } : confirmed;
  },
  async save({ tx, change, now }) {
    if (!change.isConfirmed) await confirmLocked(tx, change, change.state, now);
    return change;
  },
  subjects: ({ saved: { incidentId, subscriptionId } }) => [incidentId, subscriptionId],
  reply: () => ({}),
});

export const endOneSubscription = command(Subscriptions.endSubscription, {
  parse: ({ request: { endCode }, deps: { codes } }) => codes.end.read(endCode) ?? '',
  authorize: ({ command: subscriptionId }) => (subscriptionId === '' ? notFound('subscription') : undefined),
  decide: ({ command: subscriptionId }) => ({ subscriptionId }),
  async save({ tx, change, now }) {
    await endSubscription(tx, change.subscriptionId, now);
    return change;
  },
  subjects: ({ saved: { subscriptionId } }) => [subscriptionId],
  reply: () => ({}),
});
