/** Who is on a beat, as the registry told. */
export interface Assignment {
  readonly officerId: string;
  readonly role: 'primary' | 'deputy';
  /** Answers now: in active service. */
  readonly active: boolean;
}

/** All that is assigned to a place: the beats of the hromada and of its district, by seniority. */
export interface Beats {
  readonly district: readonly Assignment[];
  readonly hromada: readonly Assignment[];
}

/**
 * The officer who answers for a place: the active primary of the district's beat,
 * else its active deputy, else the same for the hromada; empty when nobody does.
 */
export function responsibleOfficer({ district, hromada }: Beats): string {
  const order = [
    district.find(isActive('primary')),
    district.find(isActive('deputy')),
    hromada.find(isActive('primary')),
    hromada.find(isActive('deputy')),
  ];
  return order.find((assignment) => assignment !== undefined)?.officerId ?? '';
}

/** The deputy beside the one who answers: of the district, else of the hromada; empty when there is none in service. */
export function deputyOfficer({ district, hromada }: Beats, responsibleOfficerId: string): string {
  const deputies = [...district, ...hromada].filter(isActive('deputy'));
  return deputies.find(({ officerId }) => officerId !== responsibleOfficerId)?.officerId ?? '';
}

function isActive(role: Assignment['role']) {
  return (assignment: Assignment): boolean => assignment.role === role && assignment.active;
}
