/** Primary and deputies are community officers; the district officer is the last resort. */
export type BeatRole = 'primary' | 'deputy' | 'district';

/** The assignment of an officer to a beat, from a start until before an end. */
export interface BeatAssignment {
  readonly officerId: string;
  readonly role: BeatRole;
  /** In active service, so the officer can be responsible. */
  readonly active: boolean;
  /** Of deputies: the lowest is responsible first. */
  readonly deputyOrder: number;
  readonly startsAt: Date;
  /** Undefined while it is open. */
  readonly endsAt: Date | undefined;
}

/** A beat with its assignments at all times. */
export interface StaffedBeat<Assignment> {
  /** What the beat covers: the code of the hromada, or codes of starosta districts, settlements and city districts. */
  readonly unitCodes: readonly string[];
  readonly assignments: readonly Assignment[];
}

/** A place in a hromada; parts that are not known are empty. */
export interface Place {
  readonly hromadaCode: string;
  readonly starostaDistrictCode: string;
  /** Also of a city district. */
  readonly settlementCode: string;
}

/** The assignments of the beat that covers a unit, by the code of the unit, the most senior first. */
export type DutiesByUnit<Assignment> = ReadonlyMap<string, readonly Assignment[]>;

export type ResponsibilityReason =
  | 'primary'
  | 'deputy_no_primary'
  | 'deputy_primary_away'
  | 'district_no_officer'
  | 'district_officers_away';

/** Who is responsible, and why. */
export interface Responsibility<Assignment> {
  readonly assignment: Assignment;
  readonly reason: ResponsibilityReason;
  /** The unit of the place that the beat covers. */
  readonly unitCode: string;
}

const PRECEDENCE: Readonly<Record<BeatRole, number>> = { primary: 0, deputy: 1, district: 2 };

/** Sorts the assignments once, because every incident needs the responsible officer. No unit belongs to two beats. */
export function dutiesByUnit<Assignment extends BeatAssignment>(
  beats: Iterable<StaffedBeat<Assignment>>,
): DutiesByUnit<Assignment> {
  const duties = new Map<string, readonly Assignment[]>();
  for (const { unitCodes, assignments } of beats) {
    const sorted = assignments.toSorted(bySeniority);
    for (const code of unitCodes) duties.set(code, sorted);
  }
  return duties;
}

/** If two deputies have the same order and start, their ids decide, which are in the order of creation. */
function bySeniority(one: BeatAssignment, other: BeatAssignment): number {
  return (
    PRECEDENCE[one.role] - PRECEDENCE[other.role] ||
    one.deputyOrder - other.deputyOrder ||
    one.startsAt.getTime() - other.startsAt.getTime() ||
    (one.officerId < other.officerId ? -1 : 1)
  );
}

/**
 * The officer who is responsible for a place at an instant: the active primary of the beat of its most specific unit,
 * else the active deputy of the lowest order, else the same for less specific units up to the hromada, else the district
 * officer of one of these beats.
 */
export function responsibleOfficer<Assignment extends BeatAssignment>(
  duties: DutiesByUnit<Assignment>,
  place: Place,
  at: Date,
): Responsibility<Assignment> | undefined {
  const time = at.getTime();
  return (
    communityOfficer(duties, place.settlementCode, time) ??
    communityOfficer(duties, place.starostaDistrictCode, time) ??
    communityOfficer(duties, place.hromadaCode, time) ??
    districtOfficer(duties, place, time)
  );
}

function communityOfficer<Assignment extends BeatAssignment>(
  duties: DutiesByUnit<Assignment>,
  unitCode: string,
  time: number,
): Responsibility<Assignment> | undefined {
  let hasPrimary = false;
  for (const assignment of dutiesOf(duties, unitCode)) {
    if (assignment.role === 'district' || !holdsAt(assignment, time)) continue;
    if (assignment.active) return { assignment, reason: reasonOf(assignment, hasPrimary), unitCode };
    hasPrimary ||= assignment.role === 'primary';
  }
  return undefined;
}

function reasonOf({ role }: BeatAssignment, hasPrimary: boolean): ResponsibilityReason {
  if (role === 'primary') return 'primary';
  return hasPrimary ? 'deputy_primary_away' : 'deputy_no_primary';
}

function districtOfficer<Assignment extends BeatAssignment>(
  duties: DutiesByUnit<Assignment>,
  place: Place,
  time: number,
): Responsibility<Assignment> | undefined {
  let hasOfficers = false;
  let district: Pick<Responsibility<Assignment>, 'assignment' | 'unitCode'> | undefined;
  for (const unitCode of unitsOf(place)) {
    for (const assignment of dutiesOf(duties, unitCode)) {
      if (!holdsAt(assignment, time)) continue;
      if (assignment.role !== 'district') hasOfficers = true;
      else if (assignment.active) district ??= { assignment, unitCode };
    }
  }
  return district && { ...district, reason: hasOfficers ? 'district_officers_away' : 'district_no_officer' };
}

/**
 * The deputy of the responsible officer: an active deputy of the beat of the most specific unit, else of a less specific
 * one.
 *
 * @param responsibleOfficerId the responsible officer, who is not their own deputy; empty if there is none.
 */
export function deputyOfficer<Assignment extends BeatAssignment>(
  duties: DutiesByUnit<Assignment>,
  place: Place,
  at: Date,
  responsibleOfficerId: string,
): Assignment | undefined {
  const time = at.getTime();
  for (const unitCode of unitsOf(place)) {
    const deputy = dutiesOf(duties, unitCode).find(
      (each) => each.role === 'deputy' && each.active && each.officerId !== responsibleOfficerId && holdsAt(each, time),
    );
    if (deputy !== undefined) return deputy;
  }
  return undefined;
}

/** Whether an assignment has begun and not ended at an instant. */
export function isInForce(assignment: Pick<BeatAssignment, 'startsAt' | 'endsAt'>, at: Date): boolean {
  return holdsAt(assignment, at.getTime());
}

function holdsAt({ startsAt, endsAt }: Pick<BeatAssignment, 'startsAt' | 'endsAt'>, time: number): boolean {
  return startsAt.getTime() <= time && (endsAt === undefined || time < endsAt.getTime());
}

/** From the most specific one. */
function unitsOf({ settlementCode, starostaDistrictCode, hromadaCode }: Place): string[] {
  return [settlementCode, starostaDistrictCode, hromadaCode];
}

const NOBODY: readonly never[] = [];

function dutiesOf<Assignment>(duties: DutiesByUnit<Assignment>, unitCode: string): readonly Assignment[] {
  return (unitCode === '' ? undefined : duties.get(unitCode)) ?? NOBODY;
}
