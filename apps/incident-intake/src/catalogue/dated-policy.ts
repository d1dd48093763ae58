import { kyivDay } from '@safe-community/domain-kit';
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

/**
 * The policy by the rules of the moment: one that a person has recorded, else the configuration, else the one that is
 * delivered. On a day without a rule the catalogue counts.
 */
export function policyAt(policy: CategoryPolicy, configured: Configured, terms: DatedTerms, at: Date): DatedPolicy {
  const { category } = policy;
  const change = configured.categories[category];
  const day = kyivDay(at);
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
