import {
  AppealOutcome as AppealOutcomes,
  FootageOutcome as Outcomes,
  FootageRequestState as States,
  Requester as RequesterMessage,
  type Appeal as AppealMessage,
  type FootageDecision as DecisionMessage,
  type FootageRequest as RequestMessage,
  type FootageRequestTexts,
  type RequestOutcomes,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import type { GetRequestStatusResponse } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { enumNames, etagOf } from '@safe-community/domain-kit';
import { kindNumber, trackNumber } from '../deadlines/module.ts';
import {
  APPEAL_OUTCOMES,
  isOverdue,
  OUTCOMES,
  type Appeal,
  type FootageDecision,
  type FootageRequest,
  type Requester,
} from './footage-request.ts';
import { STATES } from './request-steps.ts';
import type { OutcomeRow } from './request-outcomes.store.ts';
import type { AllTexts } from './request-texts.store.ts';

export const { nameOf: toOutcome, numberOf: outcomeNumber } = enumNames(Outcomes, OUTCOMES);
export const { nameOf: toAppealOutcome, numberOf: appealOutcomeNumber } = enumNames(AppealOutcomes, APPEAL_OUTCOMES);
const { numberOf: stateNumber } = enumNames(States, STATES);

export function toRequester(message = RequesterMessage.fromPartial({})): Requester {
  return message;
}

export function toMessage(request: FootageRequest, now: Date): RequestMessage {
  const { footageRequestId, kind, track, state, hromadaCode, oblastCode, unitCode, incidentId } = request;
  return {
    footageRequestId,
    kind: kindNumber(kind),
    track: trackNumber(track),
    state: stateNumber(state),
    hromadaCode,
    oblastCode,
    patrolUnitCode: unitCode,
    incidentId,
    footageFromTime: request.footageFrom,
    footageToTime: request.footageTo,
    receivedTime: request.receivedAt,
    dueTime: request.dueAt,
    extended: request.extended,
    overdue: isOverdue(request, now),
    assignee: request.assignee,
    decision: toDecision(request.decision),
    appeal: toAppeal(request.appeal),
    etag: etagOf(request),
    recordingIds: [...request.recordingIds],
    formerDecision: toDecision(request.former?.decision),
  };
}

/** What anyone with the token sees. */
export function toStatus({
  kind,
  state,
  receivedAt,
  dueAt,
  extended,
  ...rest
}: FootageRequest): GetRequestStatusResponse {
  return {
    kind: kindNumber(kind),
    state: stateNumber(state),
    receivedTime: receivedAt,
    dueTime: dueAt,
    extended,
    decision: toDecision(rest.decision),
    appeal: toAppeal(rest.appeal),
    formerDecision: toDecision(rest.former?.decision),
  };
}

function toDecision(decision: FootageDecision | undefined): DecisionMessage | undefined {
  if (decision === undefined) return undefined;
  const { outcome, redactionRequired, decidedAt } = decision;
  return { outcome: outcomeNumber(outcome), redactionRequired, decidedTime: decidedAt };
}

function toAppeal(appeal: Appeal | undefined): AppealMessage | undefined {
  if (appeal === undefined) return undefined;
  const { appealedAt, dueAt, outcome, decidedAt } = appeal;
  return {
    appealedTime: appealedAt,
    dueTime: dueAt,
    outcome: outcome === undefined ? 0 : appealOutcomeNumber(outcome),
    decidedTime: decidedAt,
  };
}

export function toTexts({ requester, requestText, grounds }: AllTexts): FootageRequestTexts {
  return {
    requester,
    requestText,
    decisionGrounds: grounds.get('decision') ?? '',
    extensionGrounds: grounds.get('extension') ?? '',
    appealGrounds: grounds.get('appeal') ?? '',
    appealDecisionGrounds: grounds.get('appeal_decision') ?? '',
    newDecisionGrounds: grounds.get('new_decision') ?? '',
    newExtensionGrounds: grounds.get('new_extension') ?? '',
  };
}

export function toOutcomes({ kind, ...counts }: OutcomeRow): RequestOutcomes {
  const numbers = Object.entries(counts).map(([name, count]) => [name, BigInt(count)] as const);
  return { ...(Object.fromEntries(numbers) as Omit<RequestOutcomes, 'kind'>), kind: kindNumber(kind) };
}
