import { resolve } from 'node:path';

const SCENARIOS = resolve(import.meta.dirname, '../../k6/scenarios');

/**
 * Where k6 looks for a file: from the script that was started, or in other versions from the one that opens it. Ours
 * lie equally deep, so that both are the same.
 */
export function pathOf(path: string): string {
  return resolve(SCENARIOS, path);
}
