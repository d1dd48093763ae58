import { FigureKind, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';

/** What kind of statement an official figure is, as a word of files. */
export const FIGURE_KINDS: ReadonlyMap<string, FigureKind> = new Map([
  ['observed', FigureKind.OBSERVED],
  ['target', FigureKind.TARGET],
]);

/** How exactly it was published. */
export const QUALIFIERS: ReadonlyMap<string, Qualifier> = new Map([
  ['exact', Qualifier.EXACT],
  ['more_than', Qualifier.MORE_THAN],
  ['about', Qualifier.ABOUT],
]);

/** The word of a value; empty for one that a later version has added. */
export function wordIn<Value>(words: ReadonlyMap<string, Value>, value: Value): string {
  return [...words].find(([, each]) => each === value)?.[0] ?? '';
}
