/** The codifier's categories, Latin letters as published. T, urban-type settlement, has had no rows since 2024. */
export const CATEGORY_LEVELS = { O: 1, K: 1, P: 2, H: 3, M: 4, C: 4, X: 4, T: 4, B: 5 } as const;

/**
 * O oblast or AR Crimea, K city with special status, P raion, H hromada, M city, C village, X settlement,
 * T urban-type settlement (historic), B district of a city.
 */
export type CodifierCategory = keyof typeof CATEGORY_LEVELS;

/** A row that keeps all rules. */
export interface CodifierRow {
  /** Line in the file, the header being line 1. */
  readonly line: number;
  readonly code: string;
  readonly category: CodifierCategory;
  /** Ukrainian name, trimmed, NFC. */
  readonly name: string;
  /** Codes of the units that enclose this one, from the oblast down. Where a level is missing, the one above it is repeated. */
  readonly parents: readonly string[];
}

/** A row that breaks a rule. */
export interface RefusedRow {
  readonly line: number;
  /** The first rule that the row breaks, naming column and value. */
  readonly reason: string;
  /** The row as it stands in the file, cut to 200 characters. */
  readonly text: string;
}
