/** A hromada (H) or a city with special status (K) of the official codifier. */
export interface TerritoryUnit {
  /** KATOTTG code. */
  readonly code: string;
  /** Ukrainian name, NFC. */
  readonly name: string;
  readonly category: 'H' | 'K';
  /** KATOTTG code of the oblast; of a city its own. */
  readonly oblastCode: string;
  /** KATOTTG code of the raion; empty for a city. */
  readonly raionCode: string;
}

export type Novelty = 'added' | 'changed' | 'unchanged';

/** What a unit of the codifier tells beyond what is known of it. */
export function noveltyOf(unit: TerritoryUnit, known: TerritoryUnit | undefined): Novelty {
  if (known === undefined) return 'added';
  return unit.name === known.name && unit.raionCode === known.raionCode ? 'unchanged' : 'changed';
}
