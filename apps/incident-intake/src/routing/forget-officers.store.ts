import { rows, type EntityManager } from '@safe-community/database';
import { lockBeats } from './beats-lock.store.ts';
import { markChanged } from './changed-beats.store.ts';

/**
 * What the registry's events have made, before it is made anew from its ledger. Open incidents of all places with a
 * beat are looked at afterwards: one of before may be gone.
 */
export async function forgetOfficers(em: EntityManager): Promise<void> {
  await lockBeats(em);
  const beats = await rows<{ hromada_code: string }>(em, 'delete from beat_officer returning hromada_code');
  await markChanged(
    em,
    beats.map(({ hromada_code }) => hromada_code),
    'beat_changed',
  );
  await rows(em, 'delete from listed_unit');
}
