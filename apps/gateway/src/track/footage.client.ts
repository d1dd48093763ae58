import {
  AppealOutcome,
  type FootageDecision as DecisionMessage,
  FootageOutcome,
  FootageRequestKind,
  FootageRequestState,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  AppealDecisionRequest,
  FootageRequestServiceService as Requests,
  GetRequestStatusRequest,
  type GetRequestStatusResponse,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import type { Backend } from '../backend/module.ts';
import {
  APPEAL_OUTCOMES,
  FOOTAGE_KINDS,
  FOOTAGE_OUTCOMES,
  FOOTAGE_STATES,
  type FootageDecision,
  type FootageStatus,
} from './footage.ts';

const kinds = enumNames(FootageRequestKind, FOOTAGE_KINDS);
const states = enumNames(FootageRequestState, FOOTAGE_STATES);
const outcomes = enumNames(FootageOutcome, FOOTAGE_OUTCOMES);
const appealOutcomes = enumNames(AppealOutcome, APPEAL_OUTCOMES);

/** The request that a token belongs to. Rejects with a BackendError: "missing" for any other text. */
export async function readFootageStatus(
  { cameras }: Pick<Backend, 'cameras'>,
  trackingToken: string,
): Promise<FootageStatus> {
  return toStatus(await cameras(Requests.getRequestStatus, GetRequestStatusRequest.fromPartial({ trackingToken })));
}

/** Rejects with a BackendError, as the other calls do. */
export async function appealDecision(
  { cameras }: Pick<Backend, 'cameras'>,
  appeal: Pick<AppealDecisionRequest, 'requestId' | 'trackingToken' | 'grounds'>,
): Promise<void> {
  await cameras(Requests.appealDecision, AppealDecisionRequest.fromPartial(appeal));
}

function toStatus(answer: GetRequestStatusResponse): FootageStatus {
  const { decision, formerDecision, appeal } = answer;
  return {
    kind: kinds.nameOf(answer.kind),
    state: states.nameOf(answer.state),
    receivedAt: answer.receivedTime,
    dueAt: answer.dueTime,
    isExtended: answer.extended,
    decision: decision && toDecision(decision),
    formerDecision: formerDecision && toDecision(formerDecision),
    appeal: appeal && {
      appealedAt: appeal.appealedTime,
      dueAt: appeal.dueTime,
      outcome: appealOutcomes.nameOf(appeal.outcome),
      decidedAt: appeal.decidedTime,
    },
  };
}

function toDecision({ outcome, redactionRequired, decidedTime }: DecisionMessage): FootageDecision {
  return { outcome: outcomes.nameOf(outcome), isRedacted: redactionRequired, decidedAt: decidedTime };
}
