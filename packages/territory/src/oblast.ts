/** A first-level unit: one of 24 oblasts, AR Crimea, or a city with special status. */
export interface Oblast {
  readonly code: string;
  /** Ukrainian name without the word «область». */
  readonly name: string;
  readonly kind: 'oblast' | 'autonomous-republic' | 'special-city';
}
