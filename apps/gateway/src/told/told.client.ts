import {
  ConfirmSubscriptionRequest,
  EndSubscriptionRequest,
  SubscribeToReportRequest,
  SubscriptionServiceService as Subscriptions,
} from '@safe-community/contracts/incidents/v1/subscription_service.ts';
import { BackendError, type Backend } from '../backend/module.ts';
import type { Language } from '../site/module.ts';
import type { CodeAction, CodeDraft, CodeRefusal, ToldDraft, ToldRefusal } from './told.ts';

/** Each resolves to why it was refused; undefined if it was done. */
export interface ToldCalls {
  subscribe(draft: ToldDraft, email: string, language: Language): Promise<ToldRefusal | undefined>;
  act(action: CodeAction, draft: Pick<CodeDraft, 'requestId' | 'code'>): Promise<CodeRefusal | undefined>;
}

export function toldCalls({ incidents }: Pick<Backend, 'incidents'>): ToldCalls {
  return {
    subscribe({ requestId, token: trackingToken }, email, language) {
      const request = SubscribeToReportRequest.fromPartial({ requestId, trackingToken, email, language });
      return refusalOf(incidents(Subscriptions.subscribeToReport, request), whyNotTold);
    },
    act(action, { requestId, code }) {
      const done =
        action === 'confirm'
          ? incidents(
              Subscriptions.confirmSubscription,
              ConfirmSubscriptionRequest.fromPartial({ requestId, confirmCode: code }),
            )
          : incidents(Subscriptions.endSubscription, EndSubscriptionRequest.fromPartial({ requestId, endCode: code }));
      return refusalOf(done, ({ problem }) => (problem === 'unavailable' ? 'unknown' : 'badCode'));
    },
  };
}

async function refusalOf<Why>(done: Promise<unknown>, why: (error: BackendError) => Why): Promise<Why | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return why(error);
  }
}

function whyNotTold({ problem, reason, fields }: BackendError): ToldRefusal {
  if (reason === 'TOO_MANY_SUBSCRIPTIONS') return 'tooMany';
  if (reason === 'REQUEST_ID_REUSED') return 'alreadySent';
  if (problem === 'missing') return 'badToken';
  if (problem === 'invalid') return fields.includes('email') ? 'email' : 'badToken';
  return problem === 'refused' ? 'notOffered' : 'unknown';
}
