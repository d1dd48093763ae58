export { COMPARED_MEASURES, yearBefore, type Comparison } from './comparison.ts';
export { comparisonReader, type ReadComparison } from './compare.client.ts';
export { comparePage } from './compare.page.ts';
export { pairReader } from './pair.client.ts';
export { pairPage } from './pair.page.ts';
