/** An officer on a beat, as the registry's events describe it. */
export interface Assignment {
  readonly officerId: string;
  readonly role: 'primary' | 'deputy';
  /** In active service. */
  readonly active: boolean;
}

/** All assignments to a place: on the beats of its district and of its hromada, by seniority. */
export interface Beats {
  readonly district: readonly Assignment[];
  readonly hromada: readonly Assignment[];
}

/**
 * The officer who is responsible for a place: the active primary of the district's beat, else its active deputy, else
 * the same for the hromada. Empty when there is none.
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

/** The active deputy besides the responsible officer: of the district, else of the hromada. Empty when there is none. */
export function deputyOfficer({ district, hromada }: Beats, responsibleOfficerId: string): string {
  const deputies = [...district, ...hromada].filter(isActive('deputy'));
  return deputies.find(({ officerId }) => officerId !== responsibleOfficerId)?.officerId ?? '';
}

function isActive(role: Assignment['role']) {
  return (assignment: Assignment): boolean => assignment.role === role && assignment.active;
}
