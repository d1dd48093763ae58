import {
  checkDay,
  checkSource,
  preconditionFailed,
  unless,
  within,
  type Day,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import { rankOf, type Period } from './period.ts';
import { LEVELS, type Level, type LevelRule, type LevelRules } from './publication-set.ts';

/** How the figures of a sensitive category are released, from the first day of a year on. */
export interface DisclosureRule {
  readonly category: Category;
  /** A 1 January. */
  readonly validFrom: Day;
  /** No released figure, and no difference of released figures, is below it. */
  readonly fewest: number;
  /** Days from the end of a month until its figures are fixed. */
  readonly settlingDays: number;
  /** Days from a release of a complete year until its next revision. */
  readonly revisionDays: number;
  readonly levels: LevelRules;
  readonly source: string;
  readonly confirmed: boolean;
}

/** A rule whose levels may be missing. */
export type DraftRule = Omit<DisclosureRule, 'category' | 'levels'> & {
  readonly category: Category | undefined;
  readonly levels: Readonly<Record<Level, Partial<LevelRule>>>;
};

const MAX_MIN_COUNT = 100;
const MAX_SETTLING = 366;
const MAX_REVISION_LENGTH = 3_660;

export function checkRule(rule: DraftRule): Violation[] {
  const { category, validFrom, fewest, settlingDays, revisionDays, levels, source } = rule;
  const isFirstOfYear = checkDay(validFrom, '').length === 0 && validFrom.endsWith('-01-01');
  return [
    ...unless(category !== undefined, 'category', 'must be DOMESTIC_VIOLENCE or SCHOOL_SAFETY'),
    ...unless(isFirstOfYear, 'valid_from', 'must be the first day of a year from 2000 to 2100, as "2027-01-01"'),
    ...unless(fewest >= 2 && fewest <= MAX_MIN_COUNT, 'fewest', `must be 2 to ${MAX_MIN_COUNT}`),
    ...unless(settlingDays <= MAX_SETTLING, 'settling_days', `must be at most ${MAX_SETTLING}`),
    ...unless(
      revisionDays >= 1 && revisionDays <= MAX_REVISION_LENGTH,
      'revision_days',
      `must be 1 to ${MAX_REVISION_LENGTH}`,
    ),
    ...LEVELS.flatMap((level, index) => within(`levels[${index}]`, checkLevel(levels, level, LEVELS[index - 1]))),
    ...checkSource(source, 'source'),
  ];
}

function checkLevel(levels: DraftRule['levels'], level: Level, above: Level | undefined): Violation[] {
  const { finest, block } = levels[level];
  if (finest === undefined) return unless(false, 'finest', `must be the shortest period of a figure of the ${level}`);
  if (block === undefined || block === 'day') return unless(false, 'released_by', 'must be MONTH, QUARTER or YEAR');
  const outer = above === undefined ? undefined : levels[above].block;
  return [
    ...unless(rankOf(finest) <= rankOf(block), 'finest', 'must not be longer than released_by'),
    ...unless(
      outer === undefined || rankOf(outer) <= rankOf(block),
      'released_by',
      'must not be shorter than that of the level above',
    ),
  ];
}

/** The rule; undefined if it lacks something. */
export function completeRule({ category, levels, ...rule }: DraftRule): DisclosureRule | undefined {
  const [country, oblast, hromada] = LEVELS.map((level) => completeLevel(levels[level]));
  if (category === undefined || !country || !oblast || !hromada) return undefined;
  return { ...rule, category, levels: { country, oblast, hromada } };
}

function completeLevel({ finest, block }: Partial<LevelRule>): LevelRule | undefined {
  return finest && block && { finest, block };
}

/** Figures that were released cannot be taken back, and no rule protects them together with those of another rule. */
export function refuseReleased(lastReleased: number | undefined, { validFrom }: DisclosureRule): Refusal | undefined {
  if (lastReleased === undefined || lastReleased < Number(validFrom.slice(0, 4))) return undefined;
  return preconditionFailed('YEAR_RELEASED', `figures of ${lastReleased} have been released`);
}

/** The shortest period of which figures of the level are released by all of these rules. */
export function finestOf(rules: readonly DisclosureRule[], level: Level): Period {
  const all = rules.map(({ levels }) => levels[level].finest);
  return all.reduce((longest, each) => (rankOf(each) > rankOf(longest) ? each : longest), 'day');
}
