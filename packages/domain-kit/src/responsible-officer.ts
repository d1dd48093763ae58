/** The assignment of an officer to a beat of a hromada. */
export interface BeatAssignment {
  readonly officerId: string;
  /** Primary: responsible for the beat. Deputy: responsible while the primary is not in active service. */
  readonly role: 'primary' | 'deputy';
  /** In active service, so the officer can be responsible now. */
  readonly active: boolean;
  /** The starosta district; empty if the beat is the whole hromada. */
  readonly districtCode: string;
  readonly assignedAt: Date;
}

/**
 * The assignment of the officer who is responsible for a place now: the active primary of the district, else its active
 * deputy, else the same for the hromada. Of several deputies, the one who was assigned first.
 *
 * @param ofHromada all assignments of the hromada and its districts, in any order.
 * @param districtCode empty for the whole hromada.
 */
export function responsibleAssignment<Assignment extends BeatAssignment>(
  ofHromada: readonly Assignment[],
  districtCode: string,
): Assignment | undefined {
  return first(ofHromada, districtCode, ({ role, districtCode: own }) => precedence(role, own));
}

/**
 * The assignment of the deputy of the responsible officer: an active deputy of the district, else of the hromada. Of
 * several deputies, the one who was assigned first.
 *
 * @param ofHromada all assignments of the hromada and its districts, in any order.
 * @param districtCode empty for the whole hromada.
 * @param responsibleOfficerId the responsible officer, who is not their own deputy; empty if there is none.
 */
export function deputyAssignment<Assignment extends BeatAssignment>(
  ofHromada: readonly Assignment[],
  districtCode: string,
  responsibleOfficerId: string,
): Assignment | undefined {
  return first(ofHromada, districtCode, ({ officerId, role, districtCode: own }) =>
    role === 'deputy' && officerId !== responsibleOfficerId ? precedence(role, own) : undefined,
  );
}

/** The district comes before the hromada, the primary before the deputy. */
function precedence(role: BeatAssignment['role'], districtCode: string): number {
  return (districtCode === '' ? 2 : 0) + (role === 'primary' ? 0 : 1);
}

/**
 * The active assignment for the place with the lowest precedence. One pass without a copy, because every incident needs
 * the responsible officer.
 */
function first<Assignment extends BeatAssignment>(
  ofHromada: readonly Assignment[],
  districtCode: string,
  precedenceOf: (assignment: Assignment) => number | undefined,
): Assignment | undefined {
  let best: Assignment | undefined;
  let bestPrecedence = Number.POSITIVE_INFINITY;
  for (const assignment of ofHromada) {
    if (!assignment.active || !(assignment.districtCode === '' || assignment.districtCode === districtCode)) continue;
    const own = precedenceOf(assignment);
    if (own === undefined || own > bestPrecedence) continue;
    if (own === bestPrecedence && best !== undefined && !isSenior(assignment, best)) continue;
    best = assignment;
    bestPrecedence = own;
  }
  return best;
}

/** If two assignments have the same time, their ids decide, which are in the order of creation. */
function isSenior(one: BeatAssignment, other: BeatAssignment): boolean {
  const difference = one.assignedAt.getTime() - other.assignedAt.getTime();
  return difference < 0 || (difference === 0 && one.officerId < other.officerId);
}
