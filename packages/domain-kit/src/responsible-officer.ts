/** An officer's part on a beat of a hromada. */
export interface BeatAssignment {
  readonly officerId: string;
  /** Primary: answers for the beat. Deputy: answers while the primary is not in active service. */
  readonly role: 'primary' | 'deputy';
  /** In active service, so that the officer can answer now. */
  readonly active: boolean;
  /** The starosta district; empty when the beat is the hromada as a whole. */
  readonly districtCode: string;
  readonly assignedAt: Date;
}

/**
 * The assignment by which an officer answers for a place now: the active primary of the district, else its active deputy,
 * else the same for the hromada. Of several deputies the one who was assigned first.
 *
 * @param ofHromada all assignments of the hromada and its districts, in any order.
 * @param districtCode empty for the hromada as a whole.
 */
export function responsibleAssignment<Assignment extends BeatAssignment>(
  ofHromada: readonly Assignment[],
  districtCode: string,
): Assignment | undefined {
  return first(ofHromada, districtCode, ({ role, districtCode: own }) => precedence(role, own));
}

/**
 * The assignment of the deputy beside the responsible officer: an active deputy of the district, else of the hromada. Of
 * several deputies the one who was assigned first.
 *
 * @param ofHromada all assignments of the hromada and its districts, in any order.
 * @param districtCode empty for the hromada as a whole.
 * @param responsibleOfficerId the officer who answers, who is not their own deputy; empty when nobody does.
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
 * Of the active assignments that count for the place, the one with the lowest precedence. One pass without a copy: the
 * responsible officer is asked for with every incident.
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

/** Ids decide between two assignments of the same moment: they are in the order in which they were created. */
function isSenior(one: BeatAssignment, other: BeatAssignment): boolean {
  const difference = one.assignedAt.getTime() - other.assignedAt.getTime();
  return difference < 0 || (difference === 0 && one.officerId < other.officerId);
}
