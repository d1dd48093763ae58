import type { AttributeRule, Wording } from './attributes.ts';
import type { Category } from './category.ts';
import type { ExternalClassification } from './external-classification.ts';

/** The urgency of an incident, most urgent first. */
export const URGENCIES = ['immediate', 'high', 'normal', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who goes to the scene. */
export const RESPONDER_KINDS = [
  'police',
  'rescue',
  'ambulance',
  'air_medical',
  'gas',
  'municipality',
  'education_safety',
] as const;
export type ResponderKind = (typeof RESPONDER_KINDS)[number];

/** How long each step may take after the previous one, milliseconds. */
export interface ExpectedTimes {
  readonly toTriage: number;
  readonly toDispatch: number;
  readonly toScene: number;
  readonly toResolution: number;
}

/** The attributes, expectations, and effects of one category. */
export interface CategoryPolicy {
  readonly category: Category;
  readonly name: Wording;
  readonly defaultUrgency: Urgency;
  /** The number that the reporter should phone as well; empty if there is no emergency. */
  readonly emergencyNumber: string;
  /** Who is alerted by every report of the category. */
  readonly responders: readonly ResponderKind[];
  readonly expected: Readonly<Record<Urgency, ExpectedTimes>>;
  readonly attributes: readonly AttributeRule[];
  /** How long personal data is kept after the end of the incident, days. */
  readonly retentionDays: number;
  /** How other systems classify events of the category; absent until it is configured. */
  readonly externalClassification?: ExternalClassification | undefined;
  /** Whether anyone may see that such a report exists, and its state. Absent in revisions of earlier versions: no. */
  readonly published?: boolean;
}

/** Categories that are no emergency and not sensitive: the others are never published. */
export const PUBLISHABLE: readonly Category[] = ['infrastructure', 'access_barrier', 'other'];

/** Why a category cannot be published; undefined if it can. */
export function publicationBar({ category, emergencyNumber }: PublishedFacts): string | undefined {
  if (!PUBLISHABLE.includes(category)) return `only ${PUBLISHABLE.join(', ')} can be published`;
  return emergencyNumber === '' ? undefined : 'the category has an emergency number';
}

type PublishedFacts = Pick<CategoryPolicy, 'category' | 'emergencyNumber'>;

/** Whether its reports are published. A category that got an emergency number is published no more. */
export function isPublished(policy: PublishedFacts & Pick<CategoryPolicy, 'published'>): boolean {
  return policy.published === true && publicationBar(policy) === undefined;
}

/** The configured changes of one category; omitted fields stay as built in. */
export type PolicyChange = {
  readonly [
    Field in
      | 'defaultUrgency'
      | 'emergencyNumber'
      | 'responders'
      | 'retentionDays'
      | 'attributes'
      | 'externalClassification'
      | 'published'
  ]?: CategoryPolicy[Field] | undefined;
} & {
  readonly expected?: { readonly [Each in Urgency]?: ExpectedTimes | undefined } | undefined;
};

/** The configured changes of the catalogue. */
export interface CatalogueChange {
  /** An account or an office rather than a person, because the history shows it. */
  readonly changedBy: string;
  /** Why. */
  readonly note: string;
  readonly categories: { readonly [Each in Category]?: PolicyChange | undefined };
}

/** The policies with the configured changes. */
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
    // Replaced as a whole: a mixture of built-in and configured attributes would be unpredictable.
    attributes: change.attributes ?? policy.attributes,
    retentionDays: change.retentionDays ?? policy.retentionDays,
    externalClassification: change.externalClassification ?? policy.externalClassification,
    published: change.published ?? policy.published ?? false,
  };
}
