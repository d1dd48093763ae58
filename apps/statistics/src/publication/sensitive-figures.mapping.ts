import {
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure as MeasureEnum,
  type DisclosureRule as RuleMessage,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { enumNames } from '@safe-community/domain-kit';
import { categoryNumber, isSensitive, toCategory, type Category } from '../incidents/module.ts';
import type { DisclosureRule, DraftRule } from './disclosure-rule.ts';
import { PERIODS } from './period.ts';
import { LEVELS } from './release.ts';
import { SENSITIVE_MEASURES } from './sensitive-measure.ts';

export const { nameOf: toPeriod } = enumNames(ReleasePeriod, PERIODS);
export const { nameOf: toLevel } = enumNames(ReleaseLevel, LEVELS);
export const { nameOf: toMeasure } = enumNames(MeasureEnum, SENSITIVE_MEASURES);

/** Undefined for a category that is unknown or not sensitive. */
export function toSensitiveCategory(number: number): Category | undefined {
  const category = toCategory(number);
  return category !== undefined && isSensitive(category) ? category : undefined;
}

export function readRule({ category, ...rule }: RuleMessage): DraftRule {
  return { ...rule, category: toSensitiveCategory(category) };
}

export function toRuleMessage({ category, ...rule }: DisclosureRule): RuleMessage {
  return { ...rule, category: categoryNumber(category) };
}
