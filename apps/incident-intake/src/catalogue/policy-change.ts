import type { Urgency } from './urgency.ts';
import type { Category } from './category.ts';
import type { CategoryPolicy, ExpectedTimes } from './category-policy.ts';

/** What the configuration says of one category; what it leaves out stays as it is built in. */
export type PolicyChange = {
  readonly [Field in 'defaultUrgency' | 'emergencyNumber' | 'responders' | 'retentionDays' | 'attributes']?:
    | CategoryPolicy[Field]
    | undefined;
} & {
  readonly expected?: { readonly [Each in Urgency]?: ExpectedTimes | undefined } | undefined;
};

/** What the configuration says of the catalogue. */
export interface CatalogueChange {
  /** An account or an office rather than a person: it is listed. */
  readonly changedBy: string;
  /** Why. */
  readonly note: string;
  readonly categories: { readonly [Each in Category]?: PolicyChange | undefined };
}

/** The policies as the configuration changes them. */
export function changed(
  policies: readonly CategoryPolicy[],
  categories: CatalogueChange['categories'],
): readonly CategoryPolicy[] {
  return policies.map((policy) => changedPolicy(policy, categories[policy.category]));
}

function changedPolicy(policy: CategoryPolicy, change: PolicyChange = {}): CategoryPolicy {
  return {
    ...policy,
    defaultUrgency: change.defaultUrgency ?? policy.defaultUrgency,
    emergencyNumber: change.emergencyNumber ?? policy.emergencyNumber,
    responders: change.responders ?? policy.responders,
    expected: {
      immediate: change.expected?.immediate ?? policy.expected.immediate,
      high: change.expected?.high ?? policy.expected.high,
      normal: change.expected?.normal ?? policy.expected.normal,
      low: change.expected?.low ?? policy.expected.low,
    },
    // As a whole: half of it from here and half from there nobody could foresee.
    attributes: change.attributes ?? policy.attributes,
    retentionDays: change.retentionDays ?? policy.retentionDays,
  };
}
