import { unless, type Violation } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';

/** What is released of sensitive categories. */
export const WHOLE_MEASURES = [
  'incidents',
  'killed',
  'injured',
  'prohibition_orders',
  'restraining_orders',
  'order_breaches',
  'victim_referrals',
  'visits_overdue',
  'visits_done',
] as const;

/** What happened at schools: parts of the incidents. */
export const KIND_MEASURES = ['school_bullying', 'school_drugs', 'school_crime'] as const;
/** What remains of the incidents: no counter of its own. */
export const OTHER_KIND = 'school_matter_unknown';

export const SENSITIVE_MEASURES = [...WHOLE_MEASURES, ...KIND_MEASURES, OTHER_KIND] as const;
export type SensitiveMeasure = (typeof SENSITIVE_MEASURES)[number];

/** What is counted and read by nobody. All others are exact figures, also those that are not released. */
export const NOT_EXACT: readonly string[] = [
  ...(['defenders_killed', 'defenders_injured', 'children_killed', 'children_injured'] as const),
  ...(['false_calls', 'duplicates', 'resolved', 'reopened', 'missed_deadlines'] as const),
];

/** What is counted in `sensitive_count` and released. */
export const COUNTED_MEASURES = [...WHOLE_MEASURES, ...KIND_MEASURES] as const;

/** Kinds are those of cases at schools. */
export function checkKind(measure: SensitiveMeasure, category: Category): Violation[] {
  const isKind = measure === OTHER_KIND || KIND_MEASURES.some((kind) => kind === measure);
  const rule = 'must be SCHOOL_SAFETY: the measure is a kind of its cases';
  return unless(!isKind || category === 'school_safety', 'category', rule);
}
