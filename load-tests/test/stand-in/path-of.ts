import { resolve } from 'node:path';

const SCENARIOS = resolve(import.meta.dirname, '../../k6/scenarios');

/**
 * Where k6 looks for a file: relative to the script that was started, or in other versions to the one that opens it.
 * Ours are equally deep, so that both are the same.
 */
export function pathOf(path: string): string {
  return resolve(SCENARIOS, path);
}
