/** Counted figures: the measures, and how they are read. */
export {
  DIMENSIONS,
  LEVELS,
  PERIODS,
  type Dimension,
  type Figure,
  type FigureRequest,
  type Level,
  type Period,
  type Territories,
} from './figure.ts';
export { Gazetteer, type Unit } from './gazetteer.adapter.ts';
export { readFigures } from './figures.store.ts';
export { findMeasure, MEASURES, type Measure } from './measures.ts';
