import { rows, type EntityManager } from '@safe-community/database';
import type { OfficerService } from '../incident/ports.app.ts';
import { lockBeats } from './beats-lock.store.ts';
import { markChanged } from './changed-beats.store.ts';

/**
 * Stores a run of changes of officers, oldest first, by a few statements however long it is. Of an officer without a
 * beat nothing is to be stored: the assignment tells the state that holds then.
 */
export async function noteService(em: EntityManager, changes: readonly OfficerService[]): Promise<void> {
  await lockBeats(em);
  await noteActivity(em, new Map(changes.map(({ officerId, active }) => [officerId, active])));
  // No event tells of each of their beats.
  await leaveBeats(
    em,
    changes.filter(({ dismissed }) => dismissed).map(({ officerId }) => officerId),
  );
}

/** Whether an officer is in service holds for all beats of that officer. */
export async function noteActivity(em: EntityManager, activity: ReadonlyMap<string, boolean>): Promise<void> {
  const changed = await rows<Changed>(
    em,
    `update beat_officer b set active = heard.active
     from unnest($1::uuid[], $2::boolean[]) as heard (officer_id, active)
     where b.officer_id = heard.officer_id and b.active <> heard.active
     returning b.hromada_code`,
    [[...activity.keys()], [...activity.values()]],
  );
  await markStateChanged(em, changed);
}

async function leaveBeats(em: EntityManager, officerIds: readonly string[]): Promise<void> {
  const changed = await rows<Changed>(
    em,
    'delete from beat_officer where officer_id = any($1::uuid[]) returning hromada_code',
    [officerIds],
  );
  await markStateChanged(em, changed);
}

interface Changed {
  readonly hromada_code: string;
}

async function markStateChanged(em: EntityManager, changed: readonly Changed[]): Promise<void> {
  await markChanged(
    em,
    changed.map(({ hromada_code }) => hromada_code),
    'officer_state_changed',
  );
}
