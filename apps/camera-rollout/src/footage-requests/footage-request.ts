import {
  checkName,
  checkPhone,
  checkText,
  invalid,
  isPast,
  isPlausible,
  isRefused,
  preconditionFailed,
  Refusal,
  refuseStale,
  unless,
  within,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { Deadlines, RequestKind, Track } from '../deadlines/module.ts';
import {
  appealedAlready,
  illegalStep,
  isAppealed,
  isUndecided,
  stateAfter,
  type RequestStep,
  type State,
} from './request-steps.ts';

export const OUTCOMES = ['granted', 'partly_granted', 'refused', 'no_footage', 'forwarded'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const APPEAL_OUTCOMES = ['dismissed', 'upheld'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

export interface Requester {
  readonly fullName: string;
  readonly phone: string;
  readonly address: string;
  /** Number of an attorney's order or contract; empty for others. */
  readonly authority: string;
}

/** What is asked for, without personal data. */
interface Submission {
  readonly kind: RequestKind;
  readonly track: Track;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** Empty if unknown. */
  readonly unitCode: string;
  /** Empty if unknown. */
  readonly incidentId: string;
  /** Recordings that the requester names. */
  readonly recordingIds: readonly string[];
  readonly footageFrom: Date;
  readonly footageTo: Date;
}

/** A request as it arrives. */
export interface NewRequest extends Submission {
  /** Undefined for now. */
  readonly receivedAt: Date | undefined;
  readonly requester: Requester;
  readonly requestText: string;
}

export interface FootageRequest extends Submission {
  /** UUID version 7. */
  readonly footageRequestId: string;
  readonly state: State;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  /** The last moment after an extension; absent if the law allows none. */
  readonly longestAt?: Date;
  readonly extended: boolean;
  /** Login of who answers; empty until it is assigned. */
  readonly assignee: string;
  readonly decision?: FootageDecision;
  readonly appeal?: Appeal;
  /** What was decided before an appeal was upheld: the request is open again, or decided again. */
  readonly former?: FormerDecision;
  /** 1, and one more at each change. */
  readonly version: number;
}

export interface FootageDecision {
  readonly outcome: Outcome;
  readonly redactionRequired: boolean;
  readonly decidedAt: Date;
  readonly decidedBy: Decider;
}

interface FormerDecision {
  readonly decision: FootageDecision;
  readonly dueAt: Date;
  readonly extended: boolean;
}

/** Who decided. The user is empty if the system names none. */
export interface Decider {
  readonly system: string;
  readonly user: string;
}

export interface Appeal {
  readonly appealedAt: Date;
  readonly dueAt: Date;
  readonly outcome?: AppealOutcome;
  readonly decidedAt?: Date;
}

const LONG_TEXT = { least: 10, most: 4_000, lines: true };
const NOTICE = { least: 10, most: 2_000, lines: true };
const ADDRESS = { least: 3, most: 300 };
const AUTHORITY = { least: 2, most: 200 };
const ASSIGNEE = { least: 1, most: 100 };
const DAY_MS = 86_400_000;

/** The violations that need no time. */
export function checkSubmission({
  kind,
  track,
  requester,
  requestText,
  footageFrom,
  footageTo,
}: NewRequest): Violation[] {
  const isUrgent = track !== 'urgent' || kind === 'information';
  const isSimple = track !== 'simple' || kind === 'complaint';
  const length = footageTo?.getTime() - footageFrom?.getTime();
  return [
    ...unless(isUrgent && isSimple, 'track', 'must be urgent only for information, and simple only for a complaint'),
    ...within('requester', checkRequester(requester, kind)),
    ...checkText(requestText, 'request_text', LONG_TEXT),
    ...unless(!(length < 0), 'footage_to_time', 'must not be before footage_from_time'),
    ...unless(!(length > DAY_MS), 'footage_to_time', 'must be at most 24 hours after footage_from_time'),
  ];
}

function checkRequester({ fullName, phone, address, authority }: Requester, kind: RequestKind): Violation[] {
  const needsAuthority = kind === 'attorney';
  return [
    ...checkName(fullName, 'full_name'),
    ...checkPhone(phone, 'phone'),
    ...unless(phone !== '' || address !== '', 'address', 'must be given if there is no phone'),
    ...(address === '' ? [] : checkName(address, 'address', ADDRESS)),
    ...unless(!needsAuthority || authority !== '', 'authority', "must be given for an attorney's request"),
    ...unless(needsAuthority || authority === '', 'authority', "must be empty unless it is an attorney's request"),
    ...(authority === '' ? [] : checkName(authority, 'authority', AUTHORITY)),
  ];
}

export function checkGrounds(grounds: string, field: string): Violation[] {
  return checkText(grounds, field, LONG_TEXT);
}

export function checkNotice(grounds: string, field: string): Violation[] {
  return checkText(grounds, field, NOTICE);
}

export function checkAssignee(assignee: string, field: string): Violation[] {
  return checkName(assignee, field, ASSIGNEE);
}

export function submit(
  { requester: _requester, requestText: _text, receivedAt, ...given }: NewRequest,
  deadlines: Deadlines,
  unit: { readonly isKnown: boolean },
  footageRequestId: string,
  now: Date,
): Decision<FootageRequest> {
  const received = receivedAt ?? now;
  const broken = [
    ...unless(isPlausible(received, now), 'received_time', 'must be a time from 1991 on that is not in the future'),
    ...unless(
      isPlausible(given.footageFrom, now),
      'footage_from_time',
      'must be a time from 1991 on that is not in the future',
    ),
    ...unless(isPast(given.footageTo, now), 'footage_to_time', 'must not be in the future'),
  ];
  if (broken.length > 0) return invalid(broken);
  if (!unit.isKnown) return preconditionFailed('UNIT_UNKNOWN', 'the registry has no such patrol unit');
  const deadline = deadlines.ofRequest(given.kind, given.track, received);
  if (deadline === undefined) return noDeadline();
  return {
    ...given,
    footageRequestId,
    state: 'received',
    receivedAt: received,
    ...deadline,
    extended: false,
    assignee: '',
    version: 1,
  };
}

export function assign(request: FootageRequest, etag: string, assignee: string): Decision<FootageRequest> {
  const assigned = refuseChange(request, etag) ?? take(request, 'assign');
  return isRefused(assigned) ? assigned : { ...assigned, assignee };
}

/** Moves the deadline to the last moment that the law allows. */
export function extend(request: FootageRequest, etag: string, now: Date): Decision<FootageRequest> {
  const extended = refuseChange(request, etag) ?? take(request, 'extend');
  if (isRefused(extended)) return extended;
  const { longestAt } = request;
  if (request.extended) return preconditionFailed('EXTENDED_ALREADY', 'the deadline was extended already');
  if (longestAt === undefined) return preconditionFailed('NOT_EXTENDABLE', 'the law does not allow an extension');
  if (now > request.dueAt) return preconditionFailed('OVERDUE_ALREADY', 'the deadline has passed');
  return { ...extended, extended: true, dueAt: longestAt };
}

export type DecidedRequest = FootageRequest & Required<Pick<FootageRequest, 'decision'>>;

export function decide(
  request: FootageRequest,
  etag: string,
  decision: Omit<FootageDecision, 'decidedAt'>,
  now: Date,
): Decision<DecidedRequest> {
  const decided = refuseChange(request, etag) ?? take(request, 'decide');
  if (isRefused(decided)) return decided;
  const isGiven = decision.outcome === 'granted' || decision.outcome === 'partly_granted';
  const broken = unless(
    isGiven || !decision.redactionRequired,
    'redaction_required',
    'must be false unless footage is given',
  );
  return broken.length > 0 ? invalid(broken) : { ...decided, decision: { ...decision, decidedAt: now } };
}

export type AppealedRequest = FootageRequest & Required<Pick<FootageRequest, 'appeal'>>;

/** The requester appeals, once; the deadline follows from the rule of the day of the appeal. */
export function appeal(request: FootageRequest, deadlines: Deadlines, now: Date): Decision<AppealedRequest> {
  const appealed = take(request, 'appeal');
  if (isRefused(appealed)) return appealed;
  if (request.appeal !== undefined) return appealedAlready();
  const dueAt = deadlines.ofAppeal(request.kind, request.track, now);
  return dueAt === undefined ? noDeadline() : { ...appealed, appeal: { appealedAt: now, dueAt } };
}

const APPEAL_STEPS = { dismissed: 'dismiss_appeal', upheld: 'uphold_appeal' } as const;

/** A dismissed appeal is the end. One that is upheld reopens the request, as if it were received now. */
export function decideAppeal(
  request: FootageRequest,
  etag: string,
  { outcome, by }: { readonly outcome: AppealOutcome; readonly by: Decider },
  deadlines: Deadlines,
  now: Date,
): Decision<AppealedRequest> {
  const settled = refuseStale(request, etag, 'the request') ?? take(request, APPEAL_STEPS[outcome]);
  if (isRefused(settled)) return settled;
  const { decision, appeal: pending } = request;
  if (decision === undefined || pending === undefined) throw new Error('an appealed request lacks what is appealed');
  const { system, user } = decision.decidedBy;
  // Whom a system does not name may be anybody who uses it.
  if (by.system === system && (by.user === '' || by.user === user)) {
    const message = 'an appeal is decided by another person than the request';
    return new Refusal('permission-denied', message, { reason: 'OWN_DECISION' });
  }
  const decided = { ...pending, outcome, decidedAt: now };
  if (outcome === 'dismissed') return { ...settled, appeal: decided };
  const deadline = deadlines.ofRequest(request.kind, request.track, now);
  if (deadline === undefined) return noDeadline();
  const { decision: _former, longestAt: _longest, ...rest } = settled;
  const former = { decision, dueAt: request.dueAt, extended: request.extended };
  return { ...rest, appeal: decided, former, ...deadline, extended: false };
}

/** The deadline of what is undecided: of the request, or of the appeal. */
export function openDueAt({ state, dueAt: due, appeal: pending }: FootageRequest): Date | undefined {
  if (isUndecided(state)) return due;
  return isAppealed(state) ? pending?.dueAt : undefined;
}

/** Whether a deadline has passed without its decision, or the decision of the request came after it. */
export function isOverdue(request: FootageRequest, now: Date): boolean {
  const open = openDueAt(request);
  if (open !== undefined && now > open) return true;
  return request.decision !== undefined && request.decision.decidedAt > request.dueAt;
}

/** The request after a step, or why its state does not allow the step. */
function take(request: FootageRequest, step: RequestStep): Decision<FootageRequest> {
  const state = stateAfter(request.state, step);
  return state === undefined ? illegalStep(request.state, step) : { ...request, state, version: request.version + 1 };
}

/** Of steps before the decision. */
function refuseChange(request: FootageRequest, etag: string): Refusal | undefined {
  if (!isUndecided(request.state)) return illegalStep(request.state, 'assign');
  return refuseStale(request, etag, 'the request');
}

function noDeadline(): Refusal {
  return preconditionFailed('NO_DEADLINE', 'no rule says until when this is to be decided');
}
