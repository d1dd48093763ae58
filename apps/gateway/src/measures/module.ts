export {
  DIMENSIONS,
  KINDS,
  LEVELS,
  type Dimension,
  type Level,
  type Measure,
  type SensitiveMeasure,
} from './measure.ts';
export {
  dimensionNumber,
  levelNumber,
  leftOutOf,
  measuresReader,
  sensitiveMeasuresReader,
  type ReadMeasures,
  type ReadSensitiveMeasures,
} from './measures.client.ts';
export { chartReader } from './chart.client.ts';
export { measurePage } from './measure.page.ts';
export { toCoverageView } from './completeness.client.ts';
export { COMPLETENESS, type CoverageView } from './completeness.ts';
