import type { Figure } from '../figures/module.ts';
import type { Category } from '../incidents/module.ts';
import type { Cause } from './change-sentence.ts';
import type { Span } from './period.ts';
import type { Counted } from './promise.ts';

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

/** Where no incident at all was counted, nothing is known. */
export function deathsOf({ figures }: Pick<SpanFigures, 'figures'>, cause: Cause): Counted {
  const sumOf = (name: string, of: (figure: Figure) => number) =>
    figures.reduce((sum, figure) => sum + (figure.measure === name && isWanted(figure) ? of(figure) : 0), 0);
  const isAny = (of: (figure: Figure) => number) =>
    figures.some((each) => each.measure === 'incidents' && of(each) > 0);
  const category = CATEGORY_OF[cause];
  const isWanted = (figure: Figure) => category === undefined || figure.category === category;
  const name = cause === 'defenders_killed' ? cause : 'killed';
  return {
    value: isAny(real) ? sumOf(name, real) : undefined,
    demonstration: isAny(invented) ? sumOf(name, invented) : undefined,
  };
}

function real({ value, demonstration }: Figure): number {
  return value - demonstration;
}

function invented({ demonstration }: Figure): number {
  return demonstration;
}
