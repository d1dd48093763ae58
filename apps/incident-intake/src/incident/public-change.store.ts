import { PUBLISHABLE, type Category } from '../catalogue/module.ts';
import type { IncidentState } from './states.ts';

/** A constant, word for word the predicate of the indexes of published requests. */
export const IS_PUBLISHABLE = `category in (${PUBLISHABLE.map((category) => `'${category}'`).join(', ')}) and not is_test`;

/**
 * The time of a change that anyone may see. What was imported with its incident shows when it happened: programs that follow
 * the changes would take a history of years for news. Everything else shows when it was recorded, so that none is missed.
 */
export const PUBLIC_TIME = '(coalesce(public_at, recorded_at))';

interface Changed {
  readonly category: Category;
  readonly reportedAsTest: boolean;
  readonly state: IncidentState;
}

/** Whether a change is one that a published category shows: another state than before. */
export function isPublicChange({ category, reportedAsTest, state }: Changed, formerState: string): boolean {
  return state !== formerState && !reportedAsTest && PUBLISHABLE.includes(category);
}
