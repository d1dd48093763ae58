import { rows, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { CaseBook } from './case-ports.app.ts';
import type { Origin } from './ports.app.ts';
import type { IncidentCase } from './incident-case.ts';
import { CASE_COLUMNS, toCase, type CaseRow } from './case-columns.store.ts';
import { appendHistory } from './history-rows.store.ts';
import { respondersOf, saveResponders } from './responder-rows.store.ts';

export function caseBook(keyring: Keyring, origin: Origin): CaseBook {
  return {
    async lock(em, incidentId) {
      const [row] = await rows<CaseRow>(
        em,
        `select ${CASE_COLUMNS} from incident where incident_id = $1 for no key update`,
        [incidentId],
      );
      return row && { ...toCase(row), responders: await respondersOf(em, incidentId) };
    },
    async save(em, change, actor, reason) {
      const { incident } = change;
      const former = await saveColumns(em, incident);
      const saved = { ...incident, version: incident.version + 1 };
      await saveResponders(em, incident.incidentId, incident.responders);
      await appendHistory(em, keyring, { ...change, incident: saved }, former, origin.now(), actor, reason);
      return saved;
    },
  };
}

/** Returns the state that it had. The version is in the condition: nobody else may have changed what was locked. */
async function saveColumns(em: EntityManager, incident: IncidentCase): Promise<string> {
  const { casualties } = incident;
  const [row] = await rows<{ former: string }>(em, SAVE, [
    incident.incidentId,
    incident.version,
    incident.state,
    incident.stateSince,
    incident.onSceneAt ?? null,
    incident.urgency,
    casualties.killed,
    casualties.injured,
    casualties.childrenKilled,
    casualties.childrenInjured,
    casualties.defendersKilled,
    casualties.defendersInjured,
    incident.responsibleOfficerId || null,
    incident.mergedInto ?? null,
    incident.stateBeforeMerge ?? null,
    incident.dueAt ?? null,
    incident.escalationLevel,
    incident.eraseAt ?? null,
    incident.legalHold,
  ]);
  if (row === undefined) throw new Error('an incident was changed without being locked');
  return row.former;
}

const SAVE = `
  with former as (select state from incident where incident_id = $1)
  update incident set
    version = version + 1, state = $3, state_since = $4, on_scene_at = $5, urgency = $6,
    killed = $7, injured = $8, children_killed = $9, children_injured = $10,
    defenders_killed = $11, defenders_injured = $12, responsible_officer_id = $13,
    merged_into = $14, state_before_merge = $15, due_at = $16, escalation_level = $17,
    erase_at = $18, legal_hold = $19
  where incident_id = $1 and version = $2
  returning (select state from former) as former`;
