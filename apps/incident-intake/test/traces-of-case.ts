import { PersonalDataErased } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import type { RunningIntake } from './running-intake.ts';

type Rows = Pick<RunningIntake, 'sql'>;

/**
 * Bytes of all encrypted columns of all tables that reference the incident; the audit of reads is no part of the case.
 */
export async function sealedBytesOf(intake: Rows, incidentId: string): Promise<number> {
  const columns = await intake.sql(
    `select c.table_name, c.column_name from information_schema.columns c
     join information_schema.columns i on i.table_name = c.table_name and i.column_name = 'incident_id'
     where c.table_schema = 'public' and c.data_type = 'bytea' and c.table_name <> 'sensitive_read'`,
  );
  const sizes = await Promise.all(
    columns.map(async ({ table_name, column_name }) => {
      const [sum] = await intake.sql(
        `select coalesce(sum(length(${String(column_name)})), 0)::int as sum from ${String(table_name)} where incident_id = $1`,
        [incidentId],
      );
      return Number(sum?.['sum']);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

export function wrappedKeysOf(intake: Rows, incidentId: string) {
  return intake.sql('select key_id, wrapped_key, ciphertext from incident where incident_id = $1', [incidentId]);
}

/** The newest entry of its history. */
export async function lastEntry(intake: Rows, incidentId: string) {
  const [entry] = await intake.sql(
    'select kind, system, details from case_history where incident_id = $1 order by version desc limit 1',
    [incidentId],
  );
  return entry;
}

/** The events about its erasure. */
export async function erasuresOf(intake: Rows, incidentId: string): Promise<PersonalDataErased[]> {
  const told = await intake.sql(`select body from ledger_event where subject like '%.personal-data-erased.%'`);
  return told
    .map(({ body }) => PersonalDataErased.decode(body as Buffer))
    .filter((fact) => fact.incidentId === incidentId);
}

/** Of the ledger. */
export async function lastPosition(intake: Rows): Promise<unknown> {
  const [last] = await intake.sql('select max(position) as position from ledger_event');
  return last?.['position'];
}
