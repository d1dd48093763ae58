export { DIMENSIONS, KINDS, LEVELS, type Dimension, type Level, type Measure } from './measure.ts';
export { dimensionNumber, levelNumber, measuresReader, type ReadMeasures } from './measures.client.ts';
