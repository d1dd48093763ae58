import type pg from 'pg';
import { STREAM } from './broker.js';
import type { Report } from './valid-report.js';

export interface Stored {
  readonly id: string;
  readonly hromada_code: string;
  readonly received_at: Date;
}

/** The incident and its event, in one statement, which is one transaction and one round trip. */
const STORE = {
  name: 'store',
  text: `
    with incident as (
      insert into bare_incident (request_id, category, channel, hromada_code, description, reporter_name,
        reporter_phone, attributes, demonstration)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (request_id) do nothing
      returning id, category, hromada_code, received_at
    ), event as (
      insert into bare_outbox (subject, body)
      select $10, jsonb_build_object('id', id, 'category', category, 'hromadaCode', hromada_code,
        'receivedAt', received_at)
      from incident
    )
    select id, hromada_code, received_at from incident`,
};
const STORED = {
  name: 'stored',
  text: 'select id, hromada_code, received_at from bare_incident where request_id = $1',
};

/** Stores a report once: a repeated request gets the incident of the first. */
export async function storeReport(pool: pg.Pool, requestId: string, report: Report): Promise<Stored> {
  const { category, channel, hromadaCode, description, reporter, attributes, demonstration } = report;
  const { rows } = await pool.query<Stored>({
    ...STORE,
    values: [
      requestId,
      category,
      channel,
      hromadaCode,
      description,
      reporter?.fullName ?? null,
      reporter?.phone ?? null,
      JSON.stringify(attributes),
      demonstration,
      `${STREAM}.incident-reported.${hromadaCode}`,
    ],
  });
  const stored = rows[0] ?? (await pool.query<Stored>({ ...STORED, values: [requestId] })).rows[0];
  if (stored === undefined) throw new Error('the report is neither new nor stored');
  return stored;
}
