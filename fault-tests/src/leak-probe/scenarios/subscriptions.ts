import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SubscriptionServiceService as Subscriptions } from '@safe-community/contracts/incidents/v1/subscription_service.ts';
import { emailOf } from '../canaries.ts';
import type { ProbeContext } from '../probe-context.ts';
import { report } from './report.ts';

/** Somebody asks to be told by e-mail, confirms the address by the mail, and ends it. */
export async function runSubscriptionScenario(context: ProbeContext): Promise<void> {
  const { probe, random, mails } = context;
  const { trackingToken } = await report(context, IncidentCategory.FIRE);
  const requestId = random.uuid();
  const email = emailOf(requestId);
  await probe.ask(Subscriptions.subscribeToReport, { requestId, trackingToken, email, language: 'en' });
  const { text } = await mails.to(email);
  const [, confirmCode = ''] = /confirm\?code=([\w-]+)/.exec(text) ?? [];
  const [, endCode = ''] = /end\?code=([\w-]+)/.exec(text) ?? [];
  probe.tokens.push(confirmCode, endCode);
  await probe.ask(Subscriptions.confirmSubscription, { requestId: random.uuid(), confirmCode });
  await probe.ask(Subscriptions.endSubscription, { requestId: random.uuid(), endCode });
}
