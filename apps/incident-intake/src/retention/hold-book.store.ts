import { rows } from '@safe-community/database';
import type { HoldBook } from './retention-ports.app.ts';
import { countParts } from '../incident/count-parts.store.ts';

export const holdBook: HoldBook = {
  count: (em, incidentId) => countParts(em, 'legal_hold', incidentId),
  async place(em, incidentId, { holdId, ground, placedAt, system, actingUser }) {
    await rows(
      em,
      `insert into legal_hold (hold_id, incident_id, ground, placed_at, system, acting_user)
       values ($1, $2, $3, $4, $5, $6)`,
      [holdId, incidentId, ground, placedAt, system, actingUser],
    );
  },
  async inForce(em, incidentId) {
    const held = await rows<{ hold_id: string }>(
      em,
      'select hold_id from legal_hold where incident_id = $1 and released_at is null',
      [incidentId],
    );
    return held.map(({ hold_id }) => hold_id);
  },
  async release(em, holdId, { at, ground }) {
    await rows(em, 'update legal_hold set released_at = $2, release_ground = $3 where hold_id = $1', [
      holdId,
      at,
      ground,
    ]);
  },
};
