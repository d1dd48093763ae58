import { rows, type EntityManager } from '@safe-community/database';
import { encryptWith, type Keyring } from '@safe-community/security/encryption';
import type { Actor } from './actor.ts';
import type { CaseChange } from './incident-case.ts';
import { caseKey } from './case-key.store.ts';

/** The part of a case under which the reason of a version is sealed. */
export function reasonPart(version: number): string {
  return `history/${version}`;
}

/** Writes the entry of a change, whose incident bears its new version. */
export async function appendHistory(
  em: EntityManager,
  keyring: Keyring,
  { incident, kind, happenedAt, details }: CaseChange,
  formerState: string,
  recordedAt: Date,
  actor: Actor,
  reason: string,
): Promise<void> {
  const { incidentId, version, state } = incident;
  const sealed =
    reason === ''
      ? null
      : encryptWith(keyring, incidentId, await caseKey(em, keyring, incidentId), reasonPart(version), { reason });
  await rows(
    em,
    `insert into case_history (incident_id, version, kind, happened_at, recorded_at, system, acting_user,
       former_state, state, details, sealed_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      incidentId,
      version,
      kind,
      happenedAt,
      recordedAt,
      actor.system,
      actor.actingUser,
      formerState,
      state,
      JSON.stringify(details),
      sealed,
    ],
  );
}
