import { randomUUID } from 'node:crypto';
import { SubscriptionServiceService as Subscriptions } from '@safe-community/contracts/incidents/v1/subscription_service.ts';
import { testClient } from '@safe-community/testkit';
import type { TestMailbox } from '@safe-community/testkit/mailbox';
import type { MailSettings } from '../src/subscriptions/module.ts';
import type { From } from './running-intake.ts';

export const PAGES = 'https://gromada.example';
export const MAIL_FROM = 'no-reply@gromada.example';

export function mailSettings({ port }: Pick<TestMailbox, 'port'>): MailSettings {
  return { server: { url: `smtp://127.0.0.1:${port}` }, from: MAIL_FROM, pages: PAGES };
}

/** An address that nobody has used. */
export function newAddress(): string {
  return `kanarka-${randomUUID()}@gromada.example`;
}

/** The calls of people who want mails about a report. */
export function subscriptionCalls({ port }: { readonly port: number }, from?: From) {
  const client = testClient(Subscriptions, port, from);
  return {
    subscribe: (trackingToken: string, email: string, requestId: string = randomUUID(), language = 'en') =>
      client.subscribeToReport({ requestId, trackingToken, email, language }),
    confirm: (confirmCode: string) => client.confirmSubscription({ confirmCode }),
    end: (endCode: string) => client.endSubscription({ endCode }),
    close: () => client.close(),
  };
}

/** The secret in a link of a mail. */
export function codeIn(text: string, action: 'confirm' | 'end'): string {
  return new RegExp(`/told/${action}\\?code=([\\w-]{43})`).exec(text)?.[1] ?? '';
}
