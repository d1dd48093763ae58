import type { Duration } from '@safe-community/contracts/google/protobuf/duration.ts';
import {
  AttributeType,
  type AttributeRule as AttributeRuleMessage,
  type CatalogueRevision as CatalogueRevisionMessage,
  type CategoryPolicy as CategoryPolicyMessage,
  type ExpectedTimes as ExpectedTimesMessage,
} from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  MedicalClass as MedicalClasses,
  PoliceClass as PoliceClasses,
  type ExternalClassification as ClassificationMessage,
} from '@safe-community/contracts/incidents/v1/external_class.ts';
import {
  IncidentCategory,
  ResponderKind as ResponderKinds,
  Urgency as Urgencies,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { enumNames, unless, type Parsed } from '@safe-community/domain-kit';
import type { AttributeRule } from './attributes.ts';
import type { CatalogueRevision } from './catalogue.ts';
import { CATEGORIES, isSensitive } from './category.ts';
import {
  checkClassification,
  MEDICAL_CLASSES,
  POLICE_CLASSES,
  type ExternalClassification,
} from './external-classification.ts';
import { isPublished, RESPONDER_KINDS, URGENCIES, type CategoryPolicy, type Urgency } from './category-policy.ts';
import { toBasis } from './dated-rule.mapping.ts';
import type { DatedPolicy } from './dated-policy.ts';

export const { nameOf: toCategory, numberOf: categoryNumber } = enumNames(IncidentCategory, CATEGORIES);
export const { nameOf: toUrgency, numberOf: urgencyNumber } = enumNames(Urgencies, URGENCIES);
export const { nameOf: toResponderKind, numberOf: responderKindNumber } = enumNames(ResponderKinds, RESPONDER_KINDS);

const { nameOf: toPoliceClass, numberOf: policeClassNumber } = enumNames(PoliceClasses, POLICE_CLASSES);
const { nameOf: toMedicalClass, numberOf: medicalClassNumber } = enumNames(MedicalClasses, MEDICAL_CLASSES);

export function toRevisionMessage(revision: CatalogueRevision): CatalogueRevisionMessage {
  const { effectiveAt: effectiveTime, changedBy, note } = revision;
  return { revision: revision.revision, effectiveTime, changedBy, note };
}

/** A policy of a former revision has no dated rules. */
type ShownPolicy = CategoryPolicy & Partial<Pick<DatedPolicy, 'expectedBasis' | 'retentionBasis'>>;

export function toPolicyMessage(policy: ShownPolicy): CategoryPolicyMessage {
  const { category, name, retentionBasis } = policy;
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
    retentionBasis: retentionBasis && toBasis(retentionBasis),
    externalClassification: toClassificationMessage(policy.externalClassification),
    published: isPublished(policy),
  };
}

function toExpectedTimes({ expected, expectedBasis }: ShownPolicy, urgency: Urgency): ExpectedTimesMessage {
  const { toTriage, toDispatch, toScene, toResolution } = expected[urgency];
  return {
    urgency: urgencyNumber(urgency),
    toTriage: toDuration(toTriage),
    toDispatch: toDuration(toDispatch),
    toScene: toDuration(toScene),
    toResolution: toDuration(toResolution),
    basis: expectedBasis && toBasis(expectedBasis[urgency]),
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

/** @param field of the classification. */
export function readClassification(message: ClassificationMessage, field: string): Parsed<ExternalClassification> {
  const policeClass = toPoliceClass(message.policeClass);
  const medicalClass = toMedicalClass(message.medicalClass);
  const value: ExternalClassification = { policeClass, medicalClass, codes: message.codes };
  const violations = [
    ...unless(
      message.policeClass === PoliceClasses.UNSPECIFIED || policeClass !== undefined,
      `${field}.police_class`,
      'must be one of the known classes',
    ),
    ...unless(
      message.medicalClass === MedicalClasses.UNSPECIFIED || medicalClass !== undefined,
      `${field}.medical_class`,
      'must be one of the known classes',
    ),
    ...checkClassification(value, field),
  ];
  return violations.length > 0 ? { violations } : { value };
}

export function toClassificationMessage(
  classification: ExternalClassification | undefined,
): ClassificationMessage | undefined {
  if (classification === undefined) return undefined;
  const { policeClass, medicalClass, codes } = classification;
  return {
    policeClass: policeClass === undefined ? 0 : policeClassNumber(policeClass),
    medicalClass: medicalClass === undefined ? 0 : medicalClassNumber(medicalClass),
    codes: [...codes],
  };
}
