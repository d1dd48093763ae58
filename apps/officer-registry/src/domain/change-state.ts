import { obstacle, type Decision } from './decision.ts';
import type { OfficerRecord, OfficerState } from './officer.ts';
import { legalSteps } from './officer-steps.ts';
import { checkText } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';

/** What is said of a change: to which state, why, and since when. */
export interface SaidChange {
  readonly state: OfficerState | undefined;
  readonly reason: string;
  /** Absent: from now on. */
  readonly effectiveAt: Date | undefined;
}

export interface StateChange {
  readonly formerState: OfficerState;
  readonly state: OfficerState;
  readonly changedAt: Date;
}

const LONGEST_REASON = 500;
const CLOCK_SKEW_MS = 60_000;
/** Steps that somebody may have to answer for. */
const NEED_REASON: readonly (OfficerState | undefined)[] = ['suspended', 'dismissed'];

/** All rules that a change breaks, whoever the officer is. */
export function checkChange({ state, reason, effectiveAt }: SaidChange, now: Date): Violation[] {
  const hasReason = !NEED_REASON.includes(state) || /\S/u.test(reason);
  const isPast = effectiveAt === undefined || effectiveAt.getTime() <= now.getTime() + CLOCK_SKEW_MS;
  return [
    ...unless(state !== undefined, 'state', 'must be one of the known states'),
    ...unless(hasReason, 'reason', 'must say why an officer is suspended or dismissed'),
    ...checkText(reason, 'reason', LONGEST_REASON),
    ...unless(isPast, 'effective_time', 'must be a time that is not in the future'),
  ];
}

/** What else a time breaks, once the officer is known; `since` is when the officer came into the present state. */
export function checkEffectiveTime(effectiveAt: Date | undefined, since: Date): Violation[] {
  return unless(
    effectiveAt === undefined || effectiveAt >= since,
    'effective_time',
    "must not be before the officer's registration or latest change",
  );
}

/** Moves an officer to another state. A change without a time is of now, however far the clock of the last one was ahead. */
export function changeState(
  { kind, state: formerState }: OfficerRecord,
  state: OfficerState,
  effectiveAt: Date | undefined,
  since: Date,
  now: Date,
): Decision<StateChange, 'OFFICER_STEP_ILLEGAL'> {
  const legal = legalSteps(kind, formerState);
  if (!legal.includes(state)) return obstacle('OFFICER_STEP_ILLEGAL', illegal(formerState, state, legal));
  return { outcome: { formerState, state, changedAt: effectiveAt ?? (now > since ? now : since) } };
}

function illegal(from: OfficerState, to: OfficerState, legal: readonly OfficerState[]): string {
  const step = `${from.toUpperCase()} → ${to.toUpperCase()} is no legal step`;
  if (legal.length === 0) return `${step}: it is final`;
  return `${step}; from ${from.toUpperCase()} are legal: ${legal.map((each) => each.toUpperCase()).join(', ')}`;
}
