import { prepared, type Rights, type Step } from '@safe-community/database';
import type { StateChange } from './officer-state.ts';

export const OFFICER_STATE_TABLES: readonly string[] = [
  // The last state that an officer entered. Without a row, it is the state at registration.
  `create table officer_state (
     officer_id uuid primary key,
     state text not null
   )`,
];

export const OFFICER_STATE_RIGHTS: Rights = {
  officer_state: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['state'],
    delete: true,
    reader: { columns: ['officer_id', 'state'] },
  },
};

/** What other modules may join. */
export const STATE_ROWS = '(select officer_id, state from officer_state)';

/**
 * Of several changes of one officer, the last counts. States have a table of their own and are joined when officers are
 * counted: it does not matter whether an assignment or a change of state is applied first.
 */
export function saveStates(changes: readonly StateChange[]): Step {
  // One statement cannot write a row twice.
  const latest = [...new Map(changes.map((change) => [change.officerId, change])).values()];
  return { statement: SAVE, values: [latest.map(({ officerId }) => officerId), latest.map(({ state }) => state)] };
}

const SAVE = prepared(`
  insert into officer_state (officer_id, state) select * from unnest($1::uuid[], $2::text[])
  on conflict (officer_id) do update set state = excluded.state`);
