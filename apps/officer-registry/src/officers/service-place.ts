import { Refusal } from '@safe-community/domain-kit';

interface Place {
  readonly oblastCode: string;
  readonly hromadaCode: string;
}

/**
 * What the rights of a caller are compared with: a KATOTTG code names its oblast by its first digits, so the code of a
 * hromada, raion or oblast suffices.
 */
export function placeOf(code: string): Place {
  return { oblastCode: '', hromadaCode: code };
}

export function outsideTerritory(): Refusal {
  return new Refusal('permission-denied', 'this is outside of the territory for which the scope is held', {
    reason: 'OUTSIDE_TERRITORY',
  });
}
