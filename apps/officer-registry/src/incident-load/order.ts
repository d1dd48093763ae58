export const ORDERS = ['population', 'incident_load', 'missing_officers'] as const;
export type Order = (typeof ORDERS)[number];

/** What decides the place of a hromada in a list. */
export interface ListPlace {
  readonly code: string;
  readonly population: number;
  readonly incidents: number;
  /** Vacant beats, and required ones beyond those that exist. */
  readonly missing: number;
}

/** The largest first; equal ones by population, then by code. Below zero if `one` comes before `other`. */
export function compareBy(order: Order): (one: ListPlace, other: ListPlace) => number {
  return (one, other) =>
    (order === 'incident_load' ? other.incidents - one.incidents : 0) ||
    (order === 'missing_officers' ? other.missing - one.missing : 0) ||
    other.population - one.population ||
    (one.code === other.code ? 0 : one.code < other.code ? -1 : 1);
}
