export const COMPLETENESS = ['complete', 'incomplete', 'unknown'] as const;

/** Whether a figure of incidents is whole, a lower bound, or not known. */
export interface CoverageView {
  readonly completeness: (typeof COMPLETENESS)[number];
  /** Per cent of the people and days for which sources report. */
  readonly percent: number;
}
