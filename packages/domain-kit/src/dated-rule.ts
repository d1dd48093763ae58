import type { Day } from './day.ts';
import type { Decision } from './decision.ts';
import { refuseStale } from './etag.ts';
import { Refusal } from './refusal.ts';
import { checkName } from './text.ts';
import type { Violation } from './violation.ts';

const SOURCE = { least: 2, most: 500 };

/** The violations of the act or promise from which a rule comes. */
export function checkSource(source: string, field: string): Violation[] {
  return checkName(source, field, SOURCE);
}

/** Of several rules, each of which holds from a time on until a later one, the one that holds at a time. */
export function inForce<Rule extends { readonly validFrom: Day | Date }>(
  rules: readonly Rule[],
  at: Rule['validFrom'],
): Rule | undefined {
  return rules
    .filter(({ validFrom }) => validFrom <= at)
    .reduce<Rule | undefined>(
      (last, rule) => (last !== undefined && last.validFrom > rule.validFrom ? last : rule),
      undefined,
    );
}

export const RULE_STATUSES = ['confirmed', 'unconfirmed'] as const;
/** Whether a person has compared a rule with its source. */
export type RuleStatus = (typeof RULE_STATUSES)[number];

/** How a version of a rule was recorded. */
export interface RuleRecord {
  /** From 1, among the rules of the same date. */
  readonly version: number;
  /** Undefined for rules of the time before it was recorded. */
  readonly recordedAt: Date | undefined;
  /** Name of the calling system; empty for the same. */
  readonly caller: string;
  /** Undefined for the version that holds. */
  readonly replacedAt: Date | undefined;
}

export type Recorded<Rule> = Rule & { readonly record: RuleRecord };

/**
 * The version of a rule that replaces the recorded one of its date.
 *
 * @param etag of the version that the caller has read; empty replaces any.
 */
export function nextVersion(recorded: RuleRecord | undefined, etag: string): Decision<number> {
  const version = recorded?.version ?? 0;
  const stale = etag === '' ? undefined : refuseStale({ version }, etag, 'the rule of this date');
  return stale ?? version + 1;
}

/** @param expected the token of a preview of this rule beside the present ones; `given` is that of the request. */
export function requirePreview(given: string, expected: string, why: string): Refusal | undefined {
  if (given === expected) return undefined;
  return new Refusal('failed-precondition', `${why}: preview this rule beside the present ones first`, {
    reason: 'PREVIEW_REQUIRED',
    violations: [{ field: 'preview_token', rule: 'must be that of a preview of this rule and the present ones' }],
  });
}
