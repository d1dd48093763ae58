import { rows, type EntityManager } from '@safe-community/database';
import type { Erasure } from './retention-ports.app.ts';
import { forgetDomesticViolence } from '../domestic-violence/forget-domestic-violence.store.ts';
import { forgetAdditions } from '../follow-up/module.ts';

export const erasure: Erasure = {
  async lockDue(em, now, most) {
    const due = await rows<{ incident_id: string }>(
      em,
      `select incident_id from incident
       where erase_at is not null and erase_at <= $1 and erased_at is null and not legal_hold
       order by erase_at limit $2
       for no key update skip locked`,
      [now, most],
    );
    return due.map(({ incident_id }) => incident_id);
  },
  async erase(em, incidentId, at) {
    await destroyKey(em, incidentId, at);
    for (const forget of PARTS) await rows(em, forget, [incidentId]);
    await forgetAdditions(em, incidentId);
    await forgetDomesticViolence(em, incidentId);
  },
};

/**
 * Without the wrapped key nothing that was sealed under it can be opened, wherever it lies. The digest of the telephone
 * does not depend on it, so it goes by itself.
 */
async function destroyKey(em: EntityManager, incidentId: string, at: Date): Promise<void> {
  await rows(
    em,
    `update incident set key_id = null, wrapped_key = null, ciphertext = null, reporter_phone = null, erased_at = $2
     where incident_id = $1`,
    [incidentId, at],
  );
}

/** What lay under the key. It says nothing any more, but nobody should have to believe that. */
const PARTS = [
  'update case_history set sealed_reason = null where incident_id = $1 and sealed_reason is not null',
  'update outcome set sealed = null where incident_id = $1',
];
