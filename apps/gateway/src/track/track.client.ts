import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  AddToReportRequest,
  ConfirmFixedRequest,
  GetReportStatusRequest,
  ReopenReportRequest,
  ReporterServiceService as Reporter,
  type PublicStatus,
} from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { BackendError, type Backend } from '../backend/module.ts';
import { appealDecision, readFootageStatus } from './footage.client.ts';
import type {
  AppealOutcome,
  CourseStep,
  OpenedToken,
  ReportStatus,
  TrackAction,
  TrackDraft,
  TrackOutcome,
  TrackRefusal,
} from './track.ts';

export interface TrackCalls {
  /** What the token opens. Nothing in it says whether it is of a report or of a request, so both services are asked. */
  open(token: string): Promise<OpenedToken>;
  status(token: string): Promise<TrackOutcome>;
  act(action: TrackAction, draft: TrackDraft, text: string): Promise<TrackOutcome>;
  /** Against the decision of a request for footage or of a complaint. */
  appeal(draft: TrackDraft, grounds: string): Promise<AppealOutcome>;
  request(token: string): Promise<AppealOutcome>;
}

export function trackCalls(backend: Pick<Backend, 'incidents' | 'cameras'>): TrackCalls {
  const { incidents } = backend;
  const status = (trackingToken: string): Promise<TrackOutcome> =>
    outcomeOf(incidents(Reporter.getReportStatus, GetReportStatusRequest.fromPartial({ trackingToken })));
  const request = (token: string): Promise<AppealOutcome> =>
    orRefusal(async () => ({ request: await readFootageStatus(backend, token) }));
  return {
    async open(token) {
      const report = await status(token);
      if ('status' in report) return report;
      const opened = await request(token);
      // Only if both services say so, the token is wrong.
      return 'request' in opened || report.refusal === 'badToken' ? opened : report;
    },
    status,
    request,
    appeal: ({ requestId, token }, grounds) =>
      orRefusal(async () => {
        await appealDecision(backend, { requestId, trackingToken: token, grounds });
        return { request: await readFootageStatus(backend, token) };
      }),
    act(action, { requestId, token: trackingToken }, text) {
      const request = { requestId, trackingToken };
      switch (action) {
        case 'add':
          return outcomeOf(incidents(Reporter.addToReport, AddToReportRequest.fromPartial({ ...request, text })));
        case 'confirm':
          return outcomeOf(incidents(Reporter.confirmFixed, ConfirmFixedRequest.fromPartial(request)));
        case 'reopen':
          return outcomeOf(
            incidents(Reporter.reopenReport, ReopenReportRequest.fromPartial({ ...request, reason: text })),
          );
      }
    },
  };
}

function outcomeOf(answer: Promise<{ readonly status?: PublicStatus | undefined }>): Promise<TrackOutcome> {
  return orRefusal(async () => {
    const { status } = await answer;
    if (status === undefined) throw new Error('a report has no status');
    return { status: toStatus(status) };
  });
}

async function orRefusal<Opened>(open: () => Promise<Opened>): Promise<Opened | { readonly refusal: TrackRefusal }> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { refusal: refusalOf(error) };
  }
}

const REASONS: Readonly<Record<string, TrackRefusal>> = {
  STEP_ILLEGAL: 'notNow',
  REOPEN_TOO_LATE: 'tooLate',
  TOO_MANY_ADDITIONS: 'tooMany',
  PERSONAL_DATA_ERASED: 'erased',
  REQUEST_ID_REUSED: 'alreadySent',
  REQUEST_NOT_DECIDED: 'notNow',
  APPEALED_ALREADY: 'notNow',
  NO_DEADLINE: 'noDeadline',
};

function refusalOf({ problem, reason, fields }: BackendError): TrackRefusal {
  if (problem === 'missing') return 'badToken';
  // A token that is too long for its field gets the same answer as every wrong one.
  if (problem === 'invalid') return fields.includes('tracking_token') ? 'badToken' : 'text';
  return REASONS[reason] ?? 'unknown';
}

const COURSE_STEPS: Readonly<Partial<Record<IncidentState, CourseStep>>> = {
  [IncidentState.RECEIVED]: 'received',
  [IncidentState.REOPENED]: 'received',
  [IncidentState.TRIAGED]: 'triaged',
  [IncidentState.DISPATCHED]: 'working',
  [IncidentState.EN_ROUTE]: 'working',
  [IncidentState.ON_SCENE]: 'working',
  [IncidentState.RESOLVED]: 'resolved',
  [IncidentState.CLOSED]: 'closed',
};

function toStatus(status: PublicStatus): ReportStatus {
  const { state, textUk: uk, textEn: en, receivedTime, stateTime, whatUk, whatEn, hromadaCode } = status;
  const { signatureUk, signatureEn, additionsLeft, mayConfirm, mayReopen, mayBeTold, voice } = status;
  return {
    step: COURSE_STEPS[state],
    text: { uk, en },
    receivedAt: receivedTime,
    stateSince: stateTime,
    what: whatUk === '' ? undefined : { uk: whatUk, en: whatEn },
    hromadaCode,
    signature: { uk: signatureUk, en: signatureEn },
    additionsLeft,
    mayConfirm,
    mayReopen,
    mayBeTold,
    isVoice: voice,
  };
}
