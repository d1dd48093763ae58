import type { Module } from '@safe-community/service-kit';
import { FIGURES_QUERIES } from './figures.queries.ts';

/** @public Read by the modules that compare, judge, and draw figures. */
export { DIMENSIONS, PERIODS, type Dimension, type Figure, type FigureRequest, type Period } from './figure.ts';
export { toLevel } from './figures.mapping.ts';
export { readCoverage } from './coverage.store.ts';
export { countedDays, readFigures, readPlaces } from './figures.store.ts';
/** @public */
export { LEAST_CASES, type Measure } from './measure.ts';
/** @public */
export { findMeasure, MEASURES } from './measures.ts';
/** @public The scorecard says what its numbers leave out. */
export { leftOutOfCategory, leftOutOfTotal } from './left-out.ts';
/** @public */
export { RELEASED_TEXTS } from './sensitive-measures.ts';
/** @public The scorecard reads which times rest on enough cases. */
export { checkOffered, isOfEnoughCases } from './offered.ts';
export { unitWords, type UnitName } from './unit.ts';

export { readFilled } from './figures.queries.ts';
export { readFilledOf } from './filled.store.ts';
export { type FigureCoverage } from './figure-coverage.ts';
export { select, type Selected } from './selected.queries.ts';
export { partsOf as calendarParts } from './size.ts';

/** Counted figures: what can be measured, and how it is read. It has no tables of its own. */
export const figures: Module<unknown> = {
  name: 'figures',
  start: () => ({ rpcs: FIGURES_QUERIES }),
};
