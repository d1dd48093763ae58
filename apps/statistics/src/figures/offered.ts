import { unless, type Violation } from '@safe-community/domain-kit';
import { CATEGORIES, isSensitive, reaches, type Category, type Reach } from '../incidents/category.ts';
import { LEVELS, type Level } from '../territory/gazetteer.ts';
import { smallerIn, type Dimension, type Figure } from './figure.ts';
import type { Measure } from './measure.ts';
import { findMeasure } from './measures.ts';

const OPEN: readonly Category[] = CATEGORIES.filter((category) => !isSensitive(category));

/** What a category must be published down to, so that its part in figures of a level may be shown. */
export function reachNeeded(level: Level, groupBy: readonly Dimension[]): Reach {
  const isSmall = LEVELS.indexOf(level) >= LEVELS.indexOf('raion');
  if (smallerIn(groupBy) !== undefined || (isSmall && groupBy.includes('attribute'))) return 'everywhere';
  return isSmall ? 'hromada' : 'oblast';
}

/** Whether figures of a measure are shown at a level at all. By channel, a neighbour would know who reported. */
export function isOffered(
  { lowestLevel }: Pick<Measure, 'lowestLevel'>,
  level: Level,
  groupBy: readonly Dimension[],
): boolean {
  const lowest = groupBy.includes('channel') ? 'oblast' : lowestLevel;
  return LEVELS.indexOf(level) <= LEVELS.indexOf(lowest);
}

/** The categories whose part in a measure may be shown. */
export function categoriesOffered({ source }: Pick<Measure, 'source'>, needed: Reach): readonly Category[] {
  const of = source.kind === 'cells' && source.count !== 'incidents' ? 'hurt' : 'incidents';
  return OPEN.filter((category) => reaches(category, of, needed));
}

/** Whether these are all that are ever shown. */
export function isAll(categories: readonly Category[]): boolean {
  return categories.length === OPEN.length;
}

interface Asked {
  readonly category: Category | undefined;
  /** The lowest one. */
  readonly level: Level;
  readonly groupBy: readonly Dimension[];
}

/** What is asked of a measure and published of no territory so small. */
export function checkOffered(
  measure: Measure,
  { category, level, groupBy }: Asked,
  fields: Readonly<Record<'place' | 'category' | 'groupBy', string>>,
): Violation[] {
  const { name, lowestLevel } = measure;
  const needed = reachNeeded(level, groupBy);
  const isKnown =
    category === undefined || isSensitive(category) || categoriesOffered(measure, needed).includes(category);
  const where = needed === 'everywhere' ? 'of smaller places, nor by attribute of a hromada' : 'below the oblast';
  const rule = `must not be ${category?.toUpperCase()}: ${name} of it are not published ${where}`;
  return [
    ...unless(
      isOffered(measure, level, []),
      fields.place,
      `must not be below the ${lowestLevel}, the lowest level of ${name}`,
    ),
    ...unless(
      !groupBy.includes('channel') || isOffered(measure, level, groupBy),
      fields.groupBy,
      'must not have CHANNEL below the oblast: neighbours would know who reported',
    ),
    ...unless(isKnown, fields.category, rule),
  ];
}

/** Whether a figure may be shown: times of too few cases may not. */
export function isOfEnoughCases({ measure, base = 0 }: Figure): boolean {
  return base >= (findMeasure(measure)?.leastCases ?? 0);
}
