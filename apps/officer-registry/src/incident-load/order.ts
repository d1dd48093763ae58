export const ORDERS = ['population', 'incident_load'] as const;
export type Order = (typeof ORDERS)[number];

/** What decides the place of a hromada in a list. */
export interface ListPlace {
  readonly code: string;
  readonly population: number;
  readonly incidents: number;
}

/** The largest first; equal ones by population, then by code. Below zero if `one` comes before `other`. */
export function compareBy(order: Order): (one: ListPlace, other: ListPlace) => number {
  return (one, other) =>
    (order === 'incident_load' ? other.incidents - one.incidents : 0) ||
    other.population - one.population ||
    (one.code === other.code ? 0 : one.code < other.code ? -1 : 1);
}

/** For page tokens. */
export function textOf({ incidents, population, code }: ListPlace): string {
  return `${incidents}:${population}:${code}`;
}

/** Undefined for a text that is not one of `textOf`. */
export function toListPlace(text: string): ListPlace | undefined {
  const [, incidents, population, code = ''] = /^(\d{1,12}):(\d{1,9}):(UA\d{17})$/.exec(text) ?? [];
  return incidents === undefined ? undefined : { incidents: Number(incidents), population: Number(population), code };
}
