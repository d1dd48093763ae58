export { comparisonReader } from './compare.client.ts';
export { comparePage } from './compare.page.ts';
