import type { Day } from '@safe-community/domain-kit';
import type { Category } from './category.ts';
import type { ExpectedTimes, Urgency } from './category-policy.ts';

export const LAW_STATUSES = ['confirmed', 'secondary', 'unconfirmed'] as const;
/** How well a rule is known: compared with the act, said by secondary sources that agree, or from memory. */
export type LawStatus = (typeof LAW_STATUSES)[number];

/** What every rule of the law has. */
export interface DatedRule {
  readonly validFrom: Day;
  /** The last day; empty while the rule holds. */
  readonly validTo: Day;
  readonly source: string;
  readonly status: LawStatus;
  readonly note: string;
}

/** How long the steps of incidents of a category and urgency may take. */
export interface ExpectedTimesRule extends DatedRule {
  readonly category: Category;
  readonly urgency: Urgency;
  readonly times: ExpectedTimes;
}

/** How long personal data is kept after the end of an incident. */
export interface RetentionRule extends DatedRule {
  readonly category: Category;
  readonly days: number;
}

/** A rule, and whether it is as delivered: one that a person has recorded counts before the configuration. */
export interface HeldRule<Rule extends DatedRule> {
  readonly rule: Rule;
  readonly isDelivered: boolean;
}

/** The dated rules for what a catalogue expects and keeps. */
export interface DatedTerms {
  expectedTimes(category: Category, urgency: Urgency, day: Day): HeldRule<ExpectedTimesRule> | undefined;
  retention(category: Category, day: Day): HeldRule<RetentionRule> | undefined;
}
