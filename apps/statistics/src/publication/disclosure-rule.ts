import {
  checkDay,
  checkSource,
  preconditionFailed,
  unless,
  type Day,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';

/** How the figures of a sensitive category are released, from the first day of a year on. */
export interface DisclosureRule {
  readonly category: Category;
  /** A 1 January. */
  readonly validFrom: Day;
  /** Figures are multiples of it, and less than it away from what was counted. */
  readonly roundedTo: number;
  /** Days from the end of a period until it is released. */
  readonly settlingDays: number;
  /** Days from the release of a year until its revision, and from one revision to the next. */
  readonly revisionDays: number;
  readonly source: string;
  readonly confirmed: boolean;
}

/** A rule whose category may be missing. */
export type DraftRule = Omit<DisclosureRule, 'category'> & { readonly category: Category | undefined };

const MIN_ROUNDING = 3;
const MAX_ROUNDING = 100;
const MAX_SETTLING = 366;
const MAX_REVISION_LENGTH = 3_660;

export function checkRule(rule: DraftRule): Violation[] {
  const { category, validFrom, roundedTo, settlingDays, revisionDays, source } = rule;
  const isFirstOfYear = checkDay(validFrom, '').length === 0 && validFrom.endsWith('-01-01');
  return [
    ...unless(category !== undefined, 'category', 'must be DOMESTIC_VIOLENCE or SCHOOL_SAFETY'),
    ...unless(isFirstOfYear, 'valid_from', 'must be the first day of a year from 2000 to 2100, as "2027-01-01"'),
    ...unless(
      roundedTo >= MIN_ROUNDING && roundedTo <= MAX_ROUNDING,
      'rounded_to',
      `must be ${MIN_ROUNDING} to ${MAX_ROUNDING}`,
    ),
    ...unless(settlingDays <= MAX_SETTLING, 'settling_days', `must be at most ${MAX_SETTLING}`),
    ...unless(
      revisionDays >= 1 && revisionDays <= MAX_REVISION_LENGTH,
      'revision_days',
      `must be 1 to ${MAX_REVISION_LENGTH}`,
    ),
    ...checkSource(source, 'source'),
  ];
}

/** The rule; undefined if it lacks something. */
export function completeRule({ category, ...rule }: DraftRule): DisclosureRule | undefined {
  return category && { ...rule, category };
}

/** Figures that were released cannot be taken back: rounded again, they would tell more. */
export function refuseReleased(lastReleased: number | undefined, { validFrom }: DisclosureRule): Refusal | undefined {
  if (lastReleased === undefined || lastReleased < Number(validFrom.slice(0, 4))) return undefined;
  return preconditionFailed('YEAR_RELEASED', `figures of ${lastReleased} have been released`);
}
