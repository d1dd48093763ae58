import { kyivDay, type Day } from '@safe-community/domain-kit';
import type { CatalogueChange, CategoryPolicy, Urgency } from './category-policy.ts';
import type { DatedRule, DatedTerms, HeldRule } from './dated-rule.ts';

/** A policy with the expected times and the retention of a day, and where each of them comes from. */
export interface DatedPolicy extends CategoryPolicy {
  readonly expectedBasis: Readonly<Record<Urgency, DatedRule>>;
  readonly retentionBasis: DatedRule;
}

/** What was configured: the revision says since when and why. */
export interface Configured {
  readonly effectiveAt: Date;
  readonly note: string;
  readonly categories: CatalogueChange['categories'];
}

/** Eleven categories of three months: an import names many days. */
const MOST_KEPT = 1_000;

/**
 * The policy of a category at an instant. Every report and every step needs it, and it is the same for the whole day, so it
 * is kept by category and day until other rules or another configuration are in force.
 */
export function datedPolicies(
  terms: DatedTerms,
): (policy: CategoryPolicy, configured: Configured, at: Date) => DatedPolicy {
  const kept = new Map<string, DatedPolicy>();
  let of: { readonly configured: Configured; readonly edition: unknown } | undefined;
  return (policy, configured, at) => {
    const { edition } = terms;
    if (of?.configured !== configured || of.edition !== edition || kept.size >= MOST_KEPT) kept.clear();
    of = { configured, edition };
    const day = kyivDay(at);
    const key = `${policy.category} ${day}`;
    const known = kept.get(key) ?? policyOn(policy, configured, terms, day);
    kept.set(key, known);
    return known;
  };
}

/**
 * The policy by the rules of the day: one that a person has recorded, else the configuration, else the one that is
 * delivered. On a day without a rule the catalogue counts.
 */
function policyOn(policy: CategoryPolicy, configured: Configured, terms: DatedTerms, day: Day): DatedPolicy {
  const { category } = policy;
  const change = configured.categories[category];
  const timesOf = (urgency: Urgency) => {
    const isConfigured = change?.expected?.[urgency] !== undefined;
    return counting(terms.expectedTimes(category, urgency, day), isConfigured);
  };
  const [immediate, high, normal, low] = [timesOf('immediate'), timesOf('high'), timesOf('normal'), timesOf('low')];
  const kept = counting(terms.retention(category, day), change?.retentionDays !== undefined);
  const basisOf = (rule: DatedRule | undefined): DatedRule => rule ?? ofCatalogue(configured);
  const { expected } = policy;
  return {
    ...policy,
    expected: {
      immediate: immediate?.times ?? expected.immediate,
      high: high?.times ?? expected.high,
      normal: normal?.times ?? expected.normal,
      low: low?.times ?? expected.low,
    },
    retentionDays: kept?.days ?? policy.retentionDays,
    expectedBasis: {
      immediate: basisOf(immediate),
      high: basisOf(high),
      normal: basisOf(normal),
      low: basisOf(low),
    },
    retentionBasis: basisOf(kept),
  };
}

function counting<Rule extends DatedRule>(held: HeldRule<Rule> | undefined, isConfigured: boolean): Rule | undefined {
  return held !== undefined && isConfigured && held.isDelivered ? undefined : held?.rule;
}

/** The note of the configuration is all that is known of a configured value: nobody has confirmed it. */
function ofCatalogue({ effectiveAt, note }: Configured): DatedRule {
  const source = note === '' ? 'Вбудований каталог' : note;
  return { validFrom: kyivDay(effectiveAt), validTo: '', source, status: 'unconfirmed', note: '' };
}
