import { toDate, toOptionalDate } from '@safe-community/database';
import type { Category, Urgency } from '../catalogue/module.ts';
import type { IncidentCase } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';

/** The columns of an incident that its course reads. */
export const CASE_COLUMNS = `incident_id, version, state, state_since, category, hromada_code, oblast_code,
  starosta_district_code, occurred_at, received_at, on_scene_at, demonstration, urgency, killed, injured,
  children_killed, children_injured, defenders_killed, defenders_injured, responsible_officer_id, merged_into,
  state_before_merge, due_at, escalation_level, erase_at, legal_hold, erased_at, synthetic`;

export interface CaseRow {
  readonly incident_id: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly state_since: string | null;
  readonly category: Category;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly starosta_district_code: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly on_scene_at: string | null;
  readonly demonstration: boolean;
  readonly urgency: Urgency;
  readonly killed: number;
  readonly injured: number;
  readonly children_killed: number;
  readonly children_injured: number;
  readonly defenders_killed: number;
  readonly defenders_injured: number;
  readonly responsible_officer_id: string | null;
  readonly merged_into: string | null;
  readonly state_before_merge: IncidentState | null;
  readonly due_at: string | null;
  readonly escalation_level: number;
  readonly erase_at: string | null;
  readonly legal_hold: boolean;
  readonly erased_at: string | null;
  readonly synthetic: boolean;
}

/** An incident without those who were sent: they lie in a table of their own. */
export function toCase(row: CaseRow): Omit<IncidentCase, 'responders'> {
  return {
    incidentId: row.incident_id,
    version: row.version,
    state: row.state,
    stateSince: toDate(row.state_since ?? row.received_at),
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    starostaDistrictCode: row.starosta_district_code,
    occurredAt: toDate(row.occurred_at),
    receivedAt: toDate(row.received_at),
    onSceneAt: toOptionalDate(row.on_scene_at),
    demonstration: row.demonstration,
    urgency: row.urgency,
    casualties: {
      killed: row.killed,
      injured: row.injured,
      childrenKilled: row.children_killed,
      childrenInjured: row.children_injured,
      defendersKilled: row.defenders_killed,
      defendersInjured: row.defenders_injured,
    },
    responsibleOfficerId: row.responsible_officer_id ?? '',
    mergedInto: row.merged_into ?? undefined,
    stateBeforeMerge: row.state_before_merge ?? undefined,
    dueAt: toOptionalDate(row.due_at),
    escalationLevel: row.escalation_level,
    eraseAt: toOptionalDate(row.erase_at),
    legalHold: row.legal_hold,
    erasedAt: toOptionalDate(row.erased_at),
    synthetic: row.synthetic,
  };
}
