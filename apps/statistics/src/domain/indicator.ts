/** What a figure measures. */
export const INDICATORS = [
  'deaths_total',
  'deaths_road',
  'deaths_fire',
  'deaths_water',
  'deaths_not_itemised',
  'defenders_killed',
  'community_officers',
  'hromadas_covered',
  'hromadas',
  'trust_percent',
  'camera_coverage_percent',
] as const;

export type Indicator = (typeof INDICATORS)[number];

/** Published as having been so, or set as a goal. */
export const FIGURE_KINDS = ['observed', 'target'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** "more than": published as "over". */
export const QUALIFIERS = ['exact', 'more_than'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export function isPercent(indicator: Indicator): boolean {
  return indicator === 'trust_percent' || indicator === 'camera_coverage_percent';
}
