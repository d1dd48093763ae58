import { defineMigration } from '@safe-community/database';
import { trackingTokens, type Keyring, type TrackingTokens } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { voiceTokens } from '../voices/module.ts';
import { forgetSubscriptionsJob } from './forget-subscriptions.jobs.ts';
import { noteChangesJob, sendMailsJob, type MailSettings } from './mail.jobs.ts';
import { MAIL_RIGHTS, MAIL_TABLES } from './mails.store.ts';
import {
  confirmSubscription,
  endOneSubscription,
  subscribeToReport,
  type SubscriptionCodes,
} from './subscriptions.commands.ts';
import { ENCRYPTED_SUBSCRIPTIONS, SUBSCRIPTION_RIGHTS, SUBSCRIPTION_TABLES } from './subscriptions.store.ts';

export type { MailSettings } from './mail.jobs.ts';
export { checkAddress } from './subscription.ts';
export { endSubscriptions } from './subscriptions.store.ts';

interface SubscriptionsShared {
  readonly catalogue: StoredCatalogue;
  readonly keyring: Keyring;
  readonly tokens: TrackingTokens;
  readonly logger: Logger;
  /** Undefined without a mail server. */
  readonly mail?: MailSettings;
}

/** Who may confirm an address may not end its subscription by the same link, which programs open. */
export function subscriptionCodes(keyring: Keyring): SubscriptionCodes {
  return {
    confirm: trackingTokens(keyring, 'subscription-confirm'),
    end: trackingTokens(keyring, 'subscription-end'),
  };
}

/** Tells residents by e-mail what becomes of a report. */
export const subscriptions: Module<SubscriptionsShared> = {
  name: 'subscriptions',
  migrations: [defineMigration('2026-12-02-subscriptions', [...SUBSCRIPTION_TABLES, ...MAIL_TABLES])],
  rights: { ...SUBSCRIPTION_RIGHTS, ...MAIL_RIGHTS },
  encryptedTables: [ENCRYPTED_SUBSCRIPTIONS],
  start({ catalogue, keyring, tokens, logger, mail }, runtime) {
    const codes = subscriptionCodes(keyring);
    const deps = {
      catalogue,
      keyring,
      tokens,
      codes,
      voiceTokens: voiceTokens(keyring),
      isMailSetUp: mail !== undefined,
    };
    const sending =
      mail === undefined
        ? []
        : [noteChangesJob(runtime), sendMailsJob({ ...mail, catalogue, keyring, codes, logger }, runtime)];
    return {
      rpcs: provide(deps, [subscribeToReport, confirmSubscription, endOneSubscription]),
      jobs: [...sending, forgetSubscriptionsJob(runtime)],
    };
  },
};
