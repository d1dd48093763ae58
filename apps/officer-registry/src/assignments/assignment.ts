import {
  invalid,
  isInForce,
  isPlannable,
  latest,
  preconditionFailed,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { Beat, BeatPlace } from '../beats/module.ts';
import type { Assignment, AssignmentRole, EndReason, OfficerRecord, OfficerState } from '../officers/module.ts';

/** From a start until before an end; undefined: open. */
interface Period {
  readonly startsAt: Date;
  readonly endsAt: Date | undefined;
}

/** A requested assignment. */
export interface Wish {
  readonly role: AssignmentRole;
  /** Undefined: now. */
  readonly startsAt: Date | undefined;
  /** Undefined: open. */
  readonly endsAt: Date | undefined;
  /** Of a deputy; 0: after the other deputies. */
  readonly deputyOrder: number;
}

/** The facts that decide whether an officer may be assigned to a beat. */
export interface AssignmentFacts {
  readonly beat: Beat;
  readonly place: BeatPlace;
  /** With all assignments. */
  readonly officer: OfficerRecord;
  /** All assignments to the beat. */
  readonly ofBeat: readonly Assignment[];
  /** The violation of a beat that is occupied at an instant. */
  readonly checkNotOccupied: (at: Date) => readonly Violation[];
}

/** What a write changes. */
export interface Staffing {
  readonly ended: readonly Assignment[];
  readonly begun: Assignment;
}

export interface Assigned {
  readonly ended: readonly Assignment[];
  readonly assignment: Assignment;
  /** False if the officer already had exactly this assignment. */
  readonly changed: boolean;
}

interface Context {
  readonly now: Date;
  readonly newId: () => string;
}

/** Gives an officer a role on a beat. A deputy may become the primary of the same beat. */
export function assign(wish: Wish, facts: AssignmentFacts, context: Context): Decision<Assigned> {
  const { officer, beat, ofBeat } = facts;
  const period = { startsAt: wish.startsAt ?? startOn(beat, context.now), endsAt: wish.endsAt };
  const violations = checkPeriod(period, beat, context.now);
  if (violations.length > 0) return invalid(violations);
  const refusal = checkBeat(beat) ?? checkOfficer(officer, wish.role);
  if (refusal !== undefined) return refusal;
  const own = officer.assignments.filter((held) => held.beatId === beat.beatId && overlaps(held, period));
  const same = own.find((held) => isSame(held, wish, period));
  if (same !== undefined) return { assignment: same, ended: [], changed: false };
  const occupied = facts.checkNotOccupied(period.startsAt);
  if (occupied.length > 0) return invalid(occupied);
  // Otherwise a mistake would leave the beat without its primary.
  if (wish.role !== 'primary' && own.some(({ role }) => role === 'primary')) return officerHasBeat();
  if (own.some(({ role }) => role !== 'deputy') || (wish.role !== 'primary' && own.length > 0)) {
    return assignmentOverlaps();
  }
  if (wish.role !== 'deputy' && ofBeat.some((held) => held.role === wish.role && overlaps(held, period))) {
    return beatTaken();
  }
  if (ofBeat.some((held) => hasOrder(held, wish) && overlaps(held, period))) {
    return preconditionFailed('DEPUTY_ORDER_TAKEN', 'another deputy has this order on the beat in that time');
  }
  if (wish.role === 'primary' && isPrimaryIn(officer, period)) return officerHasBeat();
  return {
    assignment: begin(facts, wish.role, period, context, wish.deputyOrder),
    ended: own.map((held) => endAt(held, period.startsAt, 'role_changed')),
    changed: true,
  };
}

function hasOrder({ role, deputyOrder }: Assignment, wish: Wish): boolean {
  return role === 'deputy' && wish.role === 'deputy' && deputyOrder === wish.deputyOrder;
}

/**
 * Replaces the primary of a beat at an instant, without a gap.
 * @param startsAt undefined: now.
 */
export function handOver(startsAt: Date | undefined, facts: AssignmentFacts, context: Context): Decision<Staffing> {
  const { officer, beat, ofBeat } = facts;
  const at = startsAt ?? startOn(beat, context.now);
  const violations = [...checkStart(at, beat, context.now), ...facts.checkNotOccupied(at)];
  if (violations.length > 0) return invalid(violations);
  const refusal = checkBeat(beat) ?? checkOfficer(officer, 'primary');
  if (refusal !== undefined) return refusal;
  const former = ofBeat.find((held) => held.role === 'primary' && isInForce(held, at));
  if (former === undefined) return preconditionFailed('BEAT_VACANT', 'the beat has no primary at that instant');
  const period = { startsAt: at, endsAt: former.endsAt };
  if (isPrimaryIn(officer, period)) return officerHasBeat();
  return {
    ended: [endAt(former, at, 'handed_over'), ...endRoles(facts, period)],
    begun: begin(facts, 'primary', period, context),
  };
}

/**
 * Moves the primary of a beat to another one at an instant.
 * @param facts with the other beat.
 */
export function transfer(startsAt: Date | undefined, facts: AssignmentFacts, context: Context): Decision<Staffing> {
  const { officer, beat, ofBeat } = facts;
  const at = startsAt ?? startOn(beat, context.now);
  const violations = [...checkStart(at, beat, context.now), ...facts.checkNotOccupied(at)];
  if (violations.length > 0) return invalid(violations);
  const refusal = checkBeat(beat) ?? checkOfficer(officer, 'primary');
  if (refusal !== undefined) return refusal;
  const former = officer.assignments.find((held) => held.role === 'primary' && isInForce(held, at));
  if (former === undefined) {
    return preconditionFailed('OFFICER_WITHOUT_BEAT', 'the officer is not the primary of a beat at that instant');
  }
  if (former.beatId === beat.beatId) return officerHasBeat();
  const period = { startsAt: at, endsAt: former.endsAt };
  if (ofBeat.some((held) => held.role === 'primary' && overlaps(held, period))) return beatTaken();
  return {
    ended: [endAt(former, at, 'transferred'), ...endRoles(facts, period)],
    begun: begin(facts, 'primary', period, context),
  };
}

/**
 * Ends an assignment; one that has not begun is cancelled.
 * @param endsAt undefined: now, or its start if that is later.
 */
export function endAssignment(assignment: Assignment, endsAt: Date | undefined, now: Date): Decision<Assignment> {
  const at = endsAt ?? latest(now, assignment.startsAt);
  const violations = [
    ...unless(isPlannable(at, now), 'end_time', TIME_RULE),
    ...unless(at >= assignment.startsAt, 'end_time', 'must not be before the start of the assignment'),
  ];
  if (violations.length > 0) return invalid(violations);
  if (assignment.endsAt !== undefined && assignment.endsAt <= at) {
    return preconditionFailed('ASSIGNMENT_ENDED', 'the assignment ends before that time already');
  }
  return endAt(assignment, at, 'ended');
}

/** The assignments that end with their beat. */
export function endAll(ofBeat: readonly Assignment[], at: Date): Assignment[] {
  return ofBeat
    .filter(({ endsAt }) => endsAt === undefined || endsAt > at)
    .map((held) => endAt(held, at, 'beat_retired'));
}

const TIME_RULE = 'must be from 1991 until ten years ahead';

/** Now, unless the clock of the replica that created the beat is ahead. */
function startOn({ validFrom }: Beat, now: Date): Date {
  return latest(now, validFrom);
}

/** Nobody would find the officer of a beat that covers nothing yet. */
function checkStart(startsAt: Date, { validFrom }: Beat, now: Date): Violation[] {
  if (!isPlannable(startsAt, now)) return [{ field: 'start_time', rule: TIME_RULE }];
  const rule = `must not be before the beat, which has covered units since ${validFrom.toISOString()}`;
  return unless(startsAt >= validFrom, 'start_time', rule);
}

function checkPeriod({ startsAt, endsAt }: Period, beat: Beat, now: Date): Violation[] {
  return [
    ...checkStart(startsAt, beat, now),
    ...unless(endsAt === undefined || isPlannable(endsAt, now), 'end_time', TIME_RULE),
    ...unless(endsAt === undefined || endsAt > startsAt, 'end_time', 'must be after the start'),
  ];
}

function checkBeat({ retiredAt }: Beat) {
  return retiredAt === undefined ? undefined : preconditionFailed('BEAT_RETIRED', 'the beat is retired');
}

const ASSIGNABLE: readonly OfficerState[] = ['active', 'on_leave'];

function checkOfficer({ kind, state }: OfficerRecord, role: AssignmentRole) {
  const isOfKind = role === 'district' ? kind === 'district' : kind === 'community';
  if (isOfKind && ASSIGNABLE.includes(state)) return undefined;
  return preconditionFailed(
    'OFFICER_NOT_ASSIGNABLE',
    'only officers who are active or on leave can be assigned: community officers as primary or deputy, district officers as such',
  );
}

function overlaps(one: Period, other: Period): boolean {
  return isBefore(one.startsAt, other.endsAt) && isBefore(other.startsAt, one.endsAt);
}

function isBefore(start: Date, end: Date | undefined): boolean {
  return end === undefined || start < end;
}

/** A wish without times is met by what the officer has now. */
function isSame(held: Assignment, wish: Wish, period: Period): boolean {
  if (held.role !== wish.role) return false;
  if (wish.startsAt === undefined && wish.endsAt === undefined) return isInForce(held, period.startsAt);
  return held.startsAt.getTime() === period.startsAt.getTime() && held.endsAt?.getTime() === period.endsAt?.getTime();
}

function isPrimaryIn({ assignments }: OfficerRecord, period: Period): boolean {
  return assignments.some((held) => held.role === 'primary' && overlaps(held, period));
}

/** The new primary of a beat has no other role on it. */
function endRoles({ officer, beat }: AssignmentFacts, period: Period): Assignment[] {
  return officer.assignments
    .filter((held) => held.beatId === beat.beatId && overlaps(held, period))
    .map((held) => endAt(held, period.startsAt, 'role_changed'));
}

function endAt(assignment: Assignment, at: Date, endReason: EndReason): Assignment {
  return { ...assignment, endsAt: latest(at, assignment.startsAt), endReason };
}

function begin(
  { officer, beat, place, ofBeat }: AssignmentFacts,
  role: AssignmentRole,
  period: Period,
  { now, newId }: Context,
  deputyOrder = 0,
): Assignment {
  const orders = ofBeat.filter((held) => overlaps(held, period)).map((held) => held.deputyOrder);
  return {
    assignmentId: newId(),
    officerId: officer.officerId,
    beatId: beat.beatId,
    beat: place,
    role,
    deputyOrder: role === 'deputy' ? deputyOrder || Math.max(0, ...orders) + 1 : 0,
    ...period,
    recordedAt: now,
    endReason: undefined,
  };
}

export function beatTaken() {
  return preconditionFailed('BEAT_TAKEN', 'another officer has this role on the beat in that time');
}

export function officerHasBeat() {
  return preconditionFailed('OFFICER_HAS_BEAT', 'the officer is the primary of a beat in that time');
}

export function assignmentOverlaps() {
  return preconditionFailed('ASSIGNMENT_OVERLAPS', 'the officer has a role on the beat for a part of that time');
}
