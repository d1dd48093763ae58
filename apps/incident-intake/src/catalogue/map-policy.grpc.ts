import {
  AttributeType,
  type AttributeRule as AttributeRuleMessage,
  type CategoryPolicy as CategoryPolicyMessage,
  type ExpectedTimes as ExpectedTimesMessage,
} from '@safe-community/contracts/incidents/v1/catalogue.ts';
import type { Duration } from '@safe-community/contracts/google/protobuf/duration.ts';
import { categoryNumber, responderKindNumber, urgencyNumber } from '../incident/contract-enums.mapping.ts';
import type { AttributeRule } from './attribute-rule.ts';
import { isSensitive } from './category.ts';
import type { CategoryPolicy } from './category-policy.ts';
import { URGENCIES, type Urgency } from './urgency.ts';

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
