import { element, type Markup } from './element.ts';
import { CLASS_FILLS, COLOUR } from './palette.ts';

/** The hatching of what has no figure. */
export function noDataPattern(id: string, scale = 1): Markup {
  return element(
    'pattern',
    {
      id: noDataId(id),
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `scale(${scale}) rotate(45)`,
    },
    element('rect', { width: 6, height: 6, fill: COLOUR.background }),
    element('path', { d: 'M0 0V6', stroke: COLOUR.hatch, 'stroke-width': 2 }),
  );
}

export function noDataFill(id: string): string {
  return `url(#${noDataId(id)})`;
}

function noDataId(id: string): string {
  return `${id}-none`;
}

/** Crossed lines on white: nobody can report from there. */
export function occupiedPattern(id: string, scale: number): Markup {
  return element(
    'pattern',
    {
      id: `${id}-occupied`,
      width: 5,
      height: 5,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `scale(${scale}) rotate(45)`,
    },
    element('rect', { width: 5, height: 5, fill: COLOUR.background }),
    element('path', { d: 'M0 2.5H5M2.5 0V5', stroke: COLOUR.text, 'stroke-width': 1 }),
  );
}

export function occupiedFill(id: string): string {
  return `url(#${id}-occupied)`;
}

/** Upright lines over the look of a class, dark with a light edge, so that they are seen on each: a lower bound. */
export function incompletePattern(id: string, scale: number): Markup {
  return element(
    'pattern',
    {
      id: `${id}-incomplete`,
      width: 8,
      height: 8,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `scale(${scale})`,
    },
    element('path', { d: 'M4 0V8', stroke: COLOUR.background, 'stroke-width': 3 }),
    element('path', { d: 'M4 0V8', stroke: COLOUR.text, 'stroke-width': 1.2 }),
  );
}

export function incompleteFill(id: string): string {
  return `url(#${id}-incomplete)`;
}

/** The textures of the classes of a map: plain, dots, rising lines, crossed lines, solid. */
const TEXTURES: readonly (readonly Markup[])[] = [
  [],
  [element('circle', { cx: 3, cy: 3, r: 1, fill: '#08306b' })],
  [element('path', { d: 'M-1 4.5L4.5 -1M1.5 7L7 1.5', stroke: '#08306b', 'stroke-width': 1 })],
  [element('path', { d: 'M0 3H6M3 0V6', stroke: '#ffffff', 'stroke-width': 0.8 })],
  [],
];

/** `index` counts from the lowest class of five. */
export function classPattern(id: string, index: number, scale: number): Markup {
  return element(
    'pattern',
    { id: `${id}-c${index}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `scale(${scale})` },
    element('rect', { width: 6, height: 6, fill: CLASS_FILLS[index] }),
    ...(TEXTURES[index] ?? []),
  );
}

export function classFill(id: string, index: number): string {
  return `url(#${id}-c${index})`;
}

/** Which of the five looks a class of `count` has: the lowest and the highest differ most. */
export function lookOf(index: number, count: number): number {
  return count <= 1 ? 2 : Math.round((index * (CLASS_FILLS.length - 1)) / (count - 1));
}
