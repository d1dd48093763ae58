import { unless, type Violation } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import type { Period } from './period.ts';
import type { Level } from './publication-set.ts';

/**
 * What is released of sensitive categories: only numbers that are no part of each other, because the difference of a number
 * and a part of it is a number as well. So no accepted referrals: those that nobody accepted would be the difference.
 */
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

/** What happened at schools: parts of the incidents, which are released together or not at all (`kinds.ts`). */
export const KIND_MEASURES = ['school_bullying', 'school_drugs', 'school_crime'] as const;
/** What remains of the incidents: no counter of its own. */
export const OTHER_KIND = 'school_matter_unknown';

export const SENSITIVE_MEASURES = [...WHOLE_MEASURES, ...KIND_MEASURES, OTHER_KIND] as const;
export type SensitiveMeasure = (typeof SENSITIVE_MEASURES)[number];

/** What is counted and read by nobody. All others are exact figures, also those that are not released: parts of other numbers. */
export const NOT_EXACT: readonly string[] = [
  ...(['defenders_killed', 'defenders_injured', 'children_killed', 'children_injured'] as const),
  ...(['false_calls', 'duplicates', 'resolved', 'reopened', 'missed_deadlines'] as const),
];

/** What is counted in `sensitive_count` and released. */
export const COUNTED_MEASURES = [...WHOLE_MEASURES, ...KIND_MEASURES] as const;

interface AskedFigures {
  readonly measure: SensitiveMeasure;
  readonly category: Category;
  readonly period: Period;
  readonly level: Level;
}

/** What is asked of a kind of school cases that is never released. */
export function checkKind({ measure, category, period, level }: AskedFigures): Violation[] {
  const isKind = measure === OTHER_KIND || KIND_MEASURES.some((kind) => kind === measure);
  if (!isKind) return [];
  return [
    ...unless(category === 'school_safety', 'category', 'must be SCHOOL_SAFETY: the measure is a kind of its cases'),
    ...unless(period === 'year', 'period', 'must be YEAR: kinds of cases at schools are released by year only'),
    ...unless(
      level !== 'hromada',
      'level',
      'must not be HROMADA: kinds of cases at schools are released of the country and of oblasts only',
    ),
  ];
}
