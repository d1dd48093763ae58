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

interface Changed {
  readonly category: Category;
  readonly synthetic: boolean;
  readonly state: IncidentState;
}

/** Whether a change is one that a published category shows: another state than before. */
export function isPublicChange({ category, synthetic, state }: Changed, formerState: string): boolean {
  return state !== formerState && !synthetic && PUBLISHABLE.includes(category);
}
