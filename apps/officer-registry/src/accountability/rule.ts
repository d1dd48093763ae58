import { checkDay, checkSource, inForce, unless, type Day, type Violation } from '@safe-community/domain-kit';

export const RULE_KINDS = ['reports_per_year', 'answer_within_hours'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** A rule that holds from a day on, until a later one of the same kind. */
export interface Rule {
  readonly kind: RuleKind;
  readonly value: number;
  readonly validFrom: Day;
  readonly source: string;
}

/** They divide a year into parts of full months. */
const REPORTS_PER_YEAR: readonly number[] = [1, 2, 3, 4, 6, 12];
const MAX_HOURS = 720;

export function checkRule({ kind, value, validFrom, source }: Rule): Violation[] {
  return [...checkValue(kind, value), ...checkDay(validFrom, 'valid_from'), ...checkSource(source, 'source')];
}

function checkValue(kind: RuleKind, value: number): Violation[] {
  return kind === 'reports_per_year'
    ? unless(REPORTS_PER_YEAR.includes(value), 'value', `must be one of ${REPORTS_PER_YEAR.join(', ')}`)
    : unless(value >= 1 && value <= MAX_HOURS, 'value', `must be 1 to ${MAX_HOURS}`);
}

/** The rule of a kind that holds on a day. */
export function ruleOn(rules: readonly Rule[], kind: RuleKind, day: Day): Rule | undefined {
  return inForce(
    rules.filter((rule) => rule.kind === kind),
    day,
  );
}
