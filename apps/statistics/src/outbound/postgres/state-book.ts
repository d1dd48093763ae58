import { rows } from '@safe-community/database';
import type { StateBook } from '../../app/ports.ts';

/**
 * Kept apart from beats and strength: whether an officer counts is asked when they are counted, so that it does not
 * matter whether the assignment or the change of state is applied first.
 */
export const stateBook: StateBook = {
  async note(em, changes) {
    // One statement may touch a row only once.
    const latest = [...new Map(changes.map((change) => [change.officerId, change])).values()];
    await rows(em, NOTE, [latest.map(({ officerId }) => officerId), latest.map(({ state }) => state)]);
  },
};

const NOTE = `
  insert into officer_state (officer_id, state) select * from unnest($1::uuid[], $2::text[])
  on conflict (officer_id) do update set state = excluded.state`;
