import {
  footageAppealDecided,
  footageDecisionAppealed,
  footageRequestDecided,
  footageRequestExtended,
  footageRequestOverdue,
  footageRequestReceived,
  type NewEvent,
} from '@safe-community/events';
import { kindNumber } from '../deadlines/module.ts';
import { appealOutcomeNumber, outcomeNumber } from './footage-request.mapping.ts';
import { openDueAt, type AppealedRequest, type DecidedRequest, type FootageRequest } from './footage-request.ts';
import { isAppealed } from './request-steps.ts';

// Events contain ids, codes and times: no person and no text.

export function receivedEvent(request: FootageRequest): NewEvent {
  return footageRequestReceived.create(
    {
      ...placed(request),
      kind: kindNumber(request.kind),
      patrolUnitCode: request.unitCode,
      incidentId: request.incidentId,
      footageFromTime: request.footageFrom,
      footageToTime: request.footageTo,
      receivedTime: request.receivedAt,
      dueTime: request.dueAt,
    },
    request,
  );
}

export function extendedEvent(request: FootageRequest): NewEvent {
  return footageRequestExtended.create({ ...named(request), dueTime: request.dueAt }, request);
}

export function overdueEvent(request: FootageRequest): NewEvent {
  return footageRequestOverdue.create(
    {
      ...placed(request),
      kind: kindNumber(request.kind),
      dueTime: openDueAt(request),
      appeal: isAppealed(request.state),
    },
    request,
  );
}

export function decidedEvent(request: DecidedRequest): NewEvent {
  const { outcome, redactionRequired, decidedAt } = request.decision;
  return footageRequestDecided.create(
    {
      ...placed(request),
      kind: kindNumber(request.kind),
      outcome: outcomeNumber(outcome),
      redactionRequired,
      receivedTime: request.receivedAt,
      dueTime: request.dueAt,
      decidedTime: decidedAt,
    },
    request,
  );
}

export function appealedEvent(request: AppealedRequest): NewEvent {
  const { appealedAt, dueAt } = request.appeal;
  return footageDecisionAppealed.create({ ...named(request), appealedTime: appealedAt, dueTime: dueAt }, request);
}

export function appealDecidedEvent(request: AppealedRequest): NewEvent {
  const { outcome, decidedAt } = request.appeal;
  return footageAppealDecided.create(
    {
      ...named(request),
      outcome: outcome === undefined ? 0 : appealOutcomeNumber(outcome),
      decidedTime: decidedAt,
      dueTime: openDueAt(request),
    },
    request,
  );
}

function named({ footageRequestId, oblastCode }: FootageRequest) {
  return { footageRequestId, oblastCode };
}

function placed(request: FootageRequest) {
  return { ...named(request), hromadaCode: request.hromadaCode };
}
