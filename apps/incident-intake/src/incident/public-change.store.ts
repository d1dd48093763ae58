import { PUBLISHABLE, type Category } from '../catalogue/module.ts';
import type { IncidentState } from './states.ts';

const OF_PUBLISHABLE = `category in (${PUBLISHABLE.map((category) => `'${category}'`).join(', ')})`;

/** Marks the entries that anyone may see, if the category is published. The table has no category of its own. */
export const PUBLIC_CHANGE_COLUMN: readonly string[] = [
  `alter table case_history add column public_change boolean not null default false`,
  `update case_history h set public_change = true from incident i
   where i.incident_id = h.incident_id and h.state <> h.former_state and i.${OF_PUBLISHABLE} and not i.synthetic`,
  // Needed by listUpdates (request-updates.store.ts).
  `create index case_history_public on case_history (recorded_at, incident_id, version) where public_change`,
];

/** The time of a change that anyone may see. */
export const PUBLIC_TIME = '(coalesce(public_at, recorded_at))';

/**
 * What was imported with its incident shows when it happened: programs that follow the changes would take a history of years
 * for news. Everything else shows when it was recorded, so that none is missed.
 */
export const PUBLIC_TIME_COLUMN: readonly string[] = [
  `alter table case_history add column public_at timestamptz`,
  // All changes of a first import were recorded at once, and begin with the second version.
  `update case_history h set public_at = h.happened_at from incident i, case_history first
   where i.incident_id = h.incident_id and i.source_system is not null and h.public_change
     and first.incident_id = h.incident_id and first.version = 2 and first.recorded_at = h.recorded_at`,
  'drop index case_history_public',
  // Needed by listUpdates (request-updates.store.ts).
  `create index case_history_public on case_history (${PUBLIC_TIME}, incident_id, version)
   where public_change`,
];

interface Changed {
  readonly category: Category;
  readonly synthetic: boolean;
  readonly state: IncidentState;
}

/** Whether a change is one that a published category shows: another state than before. */
export function isPublicChange({ category, synthetic, state }: Changed, formerState: string): boolean {
  return state !== formerState && !synthetic && PUBLISHABLE.includes(category);
}
