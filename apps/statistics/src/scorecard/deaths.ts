import type { Figure } from '../figures/module.ts';
import type { Category } from '../incidents/module.ts';
import type { Cause } from './change-sentence.ts';
import type { Span } from './period.ts';

/** Figures of a span, without the sensitive categories: by category, and by week where the span is the current one. */
export interface SpanFigures {
  readonly span: Span;
  readonly figures: readonly Figure[];
}

const CATEGORY_OF: Readonly<Partial<Record<Cause, Category>>> = {
  deaths_road: 'road_crash',
  deaths_fire: 'fire',
  deaths_water: 'water',
};

/** Undefined where no incident at all was counted: nothing is known. */
export function deathsOf({ figures }: Pick<SpanFigures, 'figures'>, cause: Cause): number | undefined {
  if (!figures.some(({ measure, value }) => measure === 'incidents' && value > 0)) return undefined;
  const category = CATEGORY_OF[cause];
  const name = cause === 'defenders_killed' ? cause : 'killed';
  return figures
    .filter((figure) => figure.measure === name && (category === undefined || figure.category === category))
    .reduce((sum, { value }) => sum + value, 0);
}
