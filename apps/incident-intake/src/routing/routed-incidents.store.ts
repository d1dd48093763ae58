import { rows, type EntityManager } from '@safe-community/database';
import type { Look, Rerouted, RoutedIncidents } from './ports.app.ts';
import { rosterOf, whoAnswers } from './roster.ts';
import { firstIdOf } from '../incident/id-range.store.ts';
import { tryLockBeats } from './beats-lock.store.ts';
import { changedBeats, forgetChanged } from './changed-beats.store.ts';
import { giveTo } from './give-to.store.ts';
import { lockMisrouted, type Scope } from './misrouted.store.ts';
import { lockOverdue } from './overdue.store.ts';
import { readAssignments } from './read-assignments.store.ts';

export const routedIncidents: RoutedIncidents = {
  async reroute(em, look, most, at) {
    if (!(await tryLockBeats(em))) return [];
    return look.kind === 'changed' ? followChanges(em, most, at) : correct(em, scopeOf(look), most, at);
  },
  overdue: lockOverdue,
};

async function followChanges(em: EntityManager, most: number, at: Date): Promise<Rerouted[]> {
  const causes = await changedBeats(em);
  if (causes.size === 0) return [];
  const hromadaCodes = [...causes.keys()];
  const moved = await correct(em, { condition: 'i.hromada_code = any($3)', values: [hromadaCodes] }, most, at, causes);
  if (moved.length < most) await forgetChanged(em, hromadaCodes);
  return moved;
}

/** A step that hangs must not hold up all routing: it is tried again. */
const WAIT_FOR_STEPS = `set local lock_timeout = '3s'`;

async function correct(
  em: EntityManager,
  scope: Scope,
  most: number,
  at: Date,
  causes: ReadonlyMap<string, Rerouted['cause']> = new Map(),
): Promise<Rerouted[]> {
  await rows(em, WAIT_FOR_STEPS);
  // The beats of all hromadas: two thousand rows at most, and a hromada without any has nobody who answers.
  const answering = whoAnswers(rosterOf(await readAssignments(em)));
  const misrouted = await lockMisrouted(em, scope, answering, most);
  const rerouted = misrouted.map(
    (each) => ({ ...each, cause: causes.get(each.hromadaCode) ?? 'beat_changed' }) as const,
  );
  await giveTo(em, rerouted, at);
  return rerouted;
}

function scopeOf(look: Exclude<Look, { kind: 'changed' }>): Scope {
  return look.kind === 'recent'
    ? { condition: 'i.incident_id >= $3', values: [firstIdOf(look.since)] }
    : { condition: 'true', values: [] };
}
