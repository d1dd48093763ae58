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
