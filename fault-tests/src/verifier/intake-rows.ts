import type { RoutingFact } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';

/** A row of an incident in intake. */
export interface IntakeRow {
  readonly id: string;
  readonly hromadaCode: string;
  /** The responsible officer; empty: nobody. */
  readonly officer: string;
  /** By the clock of intake. */
  readonly received: Date;
}

export async function intakeRows(system: System): Promise<IntakeRow[]> {
  const rows = await system.sql<{ incident_id: string; hromada_code: string; officer: string; received_at: Date }>(
    'incident-intake',
    `select incident_id, hromada_code, coalesce(responsible_officer_id::text, '') as officer, received_at from incident`,
  );
  return rows.map((row) => ({
    id: row.incident_id,
    hromadaCode: row.hromada_code,
    officer: row.officer,
    received: row.received_at,
  }));
}

/** Changes of the responsible officer in the histories of incidents. */
export async function routingEntries(system: System): Promise<Omit<RoutingFact, 'isFirst'>[]> {
  return system.sql(
    'incident-intake',
    `select incident_id as id, details->>'from' as from, details->>'to' as to from case_history
     where kind = 'routed' order by incident_id, version`,
  );
}
