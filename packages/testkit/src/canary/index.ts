export { CanarySearch } from './canary-search.ts';
export { filesUnder, tableContents, type Ask } from './held-bytes.ts';
export type { Canaries } from './needles.ts';
export { errorBytes } from './error-bytes.ts';
