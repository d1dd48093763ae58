import type { AttributeRule, Wording } from './attributes.ts';
import type { Category } from './category.ts';

/** How fast an incident must be dealt with, the most urgent first. */
export const URGENCIES = ['immediate', 'high', 'normal', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who goes to the scene. */
export const RESPONDER_KINDS = ['police', 'rescue', 'ambulance', 'air_medical', 'gas', 'municipality'] as const;
export type ResponderKind = (typeof RESPONDER_KINDS)[number];

/** How long each step may take from the step before, milliseconds. */
export interface ExpectedTimes {
  readonly toTriage: number;
  readonly toDispatch: number;
  readonly toScene: number;
  readonly toResolution: number;
}

/** What the system asks, expects and does for one category. */
export interface CategoryPolicy {
  readonly category: Category;
  readonly name: Wording;
  readonly defaultUrgency: Urgency;
  /** The number that the reporter should phone as well; empty where there is no emergency. */
  readonly emergencyNumber: string;
  /** Who is alerted by every report of the category. */
  readonly responders: readonly ResponderKind[];
  readonly expected: Readonly<Record<Urgency, ExpectedTimes>>;
  readonly attributes: readonly AttributeRule[];
  /** How long personal data is kept after the end of the incident, days. */
  readonly retentionDays: number;
}

/** What the configuration changes of one category; what it leaves out stays as built in. */
export type PolicyChange = {
  readonly [Field in 'defaultUrgency' | 'emergencyNumber' | 'responders' | 'retentionDays' | 'attributes']?:
    | CategoryPolicy[Field]
    | undefined;
} & {
  readonly expected?: { readonly [Each in Urgency]?: ExpectedTimes | undefined } | undefined;
};

/** What the configuration changes of the catalogue. */
export interface CatalogueChange {
  /** An account or an office rather than a person: the history shows it. */
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
    // Replaced as a whole: nobody could foresee a mixture of built-in and configured attributes.
    attributes: change.attributes ?? policy.attributes,
    retentionDays: change.retentionDays ?? policy.retentionDays,
  };
}
