import {
  HiddenReason,
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure as MeasureEnum,
  type DisclosureRule as RuleMessage,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { enumNames } from '@safe-community/domain-kit';
import { categoryNumber, isSensitive, toCategory, type Category } from '../incidents/module.ts';
import type { DisclosureRule, DraftRule } from './disclosure-rule.ts';
import { PERIODS } from './period.ts';
import { LEVELS, type Level } from './publication-set.ts';
import { HIDDEN_REASONS } from './released-figure.ts';
import { SENSITIVE_MEASURES } from './sensitive-measure.ts';

const { nameOf: toPeriod, numberOf: periodNumber } = enumNames(ReleasePeriod, PERIODS);
const { nameOf: toLevel, numberOf: levelNumber } = enumNames(ReleaseLevel, LEVELS);
export const { nameOf: toMeasure } = enumNames(MeasureEnum, SENSITIVE_MEASURES);
export { toLevel, toPeriod };
export const { numberOf: hiddenNumber } = enumNames(HiddenReason, HIDDEN_REASONS);

/** Undefined for a category that is unknown or not sensitive. */
export function toSensitiveCategory(number: number): Category | undefined {
  const category = toCategory(number);
  return category !== undefined && isSensitive(category) ? category : undefined;
}

export function readRule(message: RuleMessage): DraftRule {
  const { validFrom, fewest, settlingDays, revisionDays, source, confirmed } = message;
  const levelOf = (level: Level) => {
    const all = message.levels.filter((each) => toLevel(each.level) === level);
    const [given] = all;
    if (given === undefined || all.length > 1) return {};
    const [finest, block] = [toPeriod(given.finest), toPeriod(given.releasedBy)];
    return { ...(finest && { finest }), ...(block && { block }) };
  };
  return {
    category: toSensitiveCategory(message.category),
    validFrom,
    fewest,
    settlingDays,
    revisionDays,
    levels: { country: levelOf('country'), oblast: levelOf('oblast'), hromada: levelOf('hromada') },
    source,
    confirmed,
  };
}

export function toRuleMessage({ category, levels, ...rule }: DisclosureRule): RuleMessage {
  return {
    ...rule,
    category: categoryNumber(category),
    levels: LEVELS.map((level) => ({
      level: levelNumber(level),
      finest: periodNumber(levels[level].finest),
      releasedBy: periodNumber(levels[level].block),
    })),
  };
}
