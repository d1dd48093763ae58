export type { HromadaCoverage, PlaceControl } from './coverage.ts';
export { coverageReader, type ReadCoverage } from './coverage.client.ts';
export { COVERAGE_DEFINITION } from './definition.texts.ts';
export { toPlaceControl } from './place-control.client.ts';
