import { createHash } from 'node:crypto';
import type { CategoryPolicy } from './category-policy.ts';

/** The same for the same policies, in whichever order the code names their properties. */
export function digestOf(policies: readonly CategoryPolicy[]): string {
  return createHash('sha256').update(JSON.stringify(policies, byName)).digest('hex');
}

function byName(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
