import {
  checkText,
  invalid,
  isPast,
  preconditionFailed,
  Refusal,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { OfficerRecord, OfficerState } from './officer.ts';

/** The states that an officer of any kind may enter next. */
const LEGAL_STEPS: Readonly<Record<OfficerState, readonly OfficerState[]>> = {
  candidate: ['selection', 'dismissed'],
  selection: ['training', 'dismissed'],
  training: ['active', 'dismissed'],
  active: ['on_leave', 'suspended', 'dismissed'],
  on_leave: ['active', 'suspended', 'dismissed'],
  // A suspension may end during a leave.
  suspended: ['active', 'on_leave', 'dismissed'],
  // An officer who returns is registered again.
  dismissed: [],
};

/** A requested change of state. */
export interface RequestedStep {
  readonly state: OfficerState;
  /** May contain personal data. */
  readonly reason: string;
  /** Absent: from now on. */
  readonly effectiveAt: Date | undefined;
}

export interface StateChange {
  readonly formerState: OfficerState;
  readonly state: OfficerState;
  readonly changedAt: Date;
}

const REASON = { most: 500, lines: true };
/** These states may have to be justified later. */
const NEED_REASON: readonly OfficerState[] = ['suspended', 'dismissed'];

/** The violations of a request, for any officer. */
export function checkStep({ state, reason, effectiveAt }: RequestedStep, now: Date): Violation[] {
  const hasReason = !NEED_REASON.includes(state) || /\S/u.test(reason);
  return [
    ...unless(hasReason, 'reason', 'must say why an officer is suspended or dismissed'),
    ...checkText(reason, 'reason', REASON),
    ...unless(
      effectiveAt === undefined || isPast(effectiveAt, now),
      'effective_time',
      'must be a time that is not in the future',
    ),
  ];
}

/**
 * Moves an officer to another state. Without a time, the change takes effect now, or at the time of the last change if
 * that is later because its clock was ahead.
 *
 * @param since when the officer entered the present state.
 */
export function changeState(
  { state: formerState }: Pick<OfficerRecord, 'state'>,
  { state, effectiveAt }: Omit<RequestedStep, 'reason'>,
  since: Date,
  now: Date,
): Decision<StateChange> {
  if (effectiveAt !== undefined && effectiveAt < since) {
    const rule = "must not be before the officer's registration or latest change";
    return invalid([{ field: 'effective_time', rule }]);
  }
  const legal = LEGAL_STEPS[formerState];
  if (!legal.includes(state)) return preconditionFailed('OFFICER_STEP_ILLEGAL', illegal(formerState, state, legal));
  return { formerState, state, changedAt: effectiveAt ?? (now > since ? now : since) };
}

const LEAVE: readonly OfficerState[] = ['active', 'on_leave'];

/** Those who lead a part of the police grant leave; suspension, dismissal and admission are decided above them. */
export function refuseMoreThanLeave(
  { state: formerState }: Pick<OfficerRecord, 'state'>,
  { state }: Pick<RequestedStep, 'state'>,
): Refusal | undefined {
  if (LEAVE.includes(formerState) && LEAVE.includes(state)) return undefined;
  const message = 'in a part of the country, the scope allows leave and the return from it only';
  return new Refusal('permission-denied', message, { reason: 'LEAVE_ONLY' });
}

function illegal(from: OfficerState, to: OfficerState, legal: readonly OfficerState[]): string {
  const step = `${from.toUpperCase()} → ${to.toUpperCase()} is not a legal step`;
  if (legal.length === 0) return `${step}: ${from.toUpperCase()} is final`;
  return `${step}; legal from ${from.toUpperCase()}: ${legal.map((each) => each.toUpperCase()).join(', ')}`;
}
