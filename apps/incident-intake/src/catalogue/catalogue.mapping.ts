import type { Duration } from '@safe-community/contracts/google/protobuf/duration.ts';
import {
  AttributeType,
  type AttributeRule as AttributeRuleMessage,
  type CatalogueRevision as CatalogueRevisionMessage,
  type CategoryPolicy as CategoryPolicyMessage,
  type ExpectedTimes as ExpectedTimesMessage,
} from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  IncidentCategory,
  ResponderKind as ResponderKinds,
  Urgency as Urgencies,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { AttributeRule } from './attributes.ts';
import type { CatalogueRevision } from './catalogue.ts';
import { CATEGORIES, isSensitive, type Category } from './category.ts';
import {
  RESPONDER_KINDS,
  URGENCIES,
  type CategoryPolicy,
  type ResponderKind,
  type Urgency,
} from './category-policy.ts';

const CATEGORY_OF = new Map<number, Category>(CATEGORIES.map((name) => [categoryNumber(name), name]));
const URGENCY_OF = new Map<number, Urgency>(URGENCIES.map((name) => [urgencyNumber(name), name]));
const RESPONDER_KIND_OF = new Map<number, ResponderKind>(
  RESPONDER_KINDS.map((name) => [responderKindNumber(name), name]),
);

/** Undefined for 0 and for numbers of a later version, as for the others. */
export function toCategory(number: number): Category | undefined {
  return CATEGORY_OF.get(number);
}

export function toUrgency(number: number): Urgency | undefined {
  return URGENCY_OF.get(number);
}

export function toResponderKind(number: number): ResponderKind | undefined {
  return RESPONDER_KIND_OF.get(number);
}

export function categoryNumber(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}

export function urgencyNumber(urgency: Urgency) {
  return Urgencies[urgency.toUpperCase() as Uppercase<Urgency>];
}

export function responderKindNumber(kind: ResponderKind) {
  return ResponderKinds[kind.toUpperCase() as Uppercase<ResponderKind>];
}

export function toRevisionMessage(revision: CatalogueRevision): CatalogueRevisionMessage {
  const { effectiveAt: effectiveTime, changedBy, note } = revision;
  return { revision: revision.revision, effectiveTime, changedBy, note };
}

export function toPolicyMessage(policy: CategoryPolicy): CategoryPolicyMessage {
  const { category, name } = policy;
  return {
    category: categoryNumber(category),
    nameUk: name.uk,
    nameEn: name.en,
    sensitive: isSensitive(category),
    defaultUrgency: urgencyNumber(policy.defaultUrgency),
    emergencyNumber: policy.emergencyNumber,
    responders: policy.responders.map(responderKindNumber),
    expectedTimes: URGENCIES.map((urgency) => toExpectedTimes(policy, urgency)),
    attributes: policy.attributes.map(toAttributeRule),
    retentionDays: policy.retentionDays,
  };
}

function toExpectedTimes({ expected }: CategoryPolicy, urgency: Urgency): ExpectedTimesMessage {
  const { toTriage, toDispatch, toScene, toResolution } = expected[urgency];
  return {
    urgency: urgencyNumber(urgency),
    toTriage: toDuration(toTriage),
    toDispatch: toDuration(toDispatch),
    toScene: toDuration(toScene),
    toResolution: toDuration(toResolution),
  };
}

function toDuration(ms: number): Duration {
  return { seconds: BigInt(Math.trunc(ms / 1_000)), nanos: (ms % 1_000) * 1_000_000 };
}

const TYPES: Readonly<Record<AttributeRule['type'], AttributeType>> = {
  choice: AttributeType.CHOICE,
  choices: AttributeType.CHOICES,
  yes_no: AttributeType.YES_NO,
  number: AttributeType.NUMBER,
  code: AttributeType.CODE,
  edrpou: AttributeType.EDRPOU,
};

function toAttributeRule(rule: AttributeRule): AttributeRuleMessage {
  const { name, wording, required } = rule;
  const values = 'values' in rule ? rule.values : [];
  const { least, most } = rule.type === 'number' ? rule : { least: 0, most: 0 };
  return {
    name,
    nameUk: wording.uk,
    nameEn: wording.en,
    type: TYPES[rule.type],
    required,
    values: values.map(({ value, name: { uk, en } }) => ({ value, nameUk: uk, nameEn: en })),
    least,
    most,
  };
}
