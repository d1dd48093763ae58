import { rows, toDate, type EntityManager } from '@safe-community/database';
import { isSensitive, type Category, type ResponderKind } from '../catalogue/module.ts';
import { INCIDENT_ROWS, SENT_SERVICES, type Attributes, type IncidentState } from '../incident/module.ts';
import { VOICE_ROWS } from '../voices/module.ts';
import type { FollowedReport } from './public-status.ts';

/** A report as its reporter may see it, including what the transaction has changed. */
export async function findReport(tx: EntityManager, incidentId: string): Promise<FollowedReport | undefined> {
  const [row] = await rows<ReportRow>(tx, `${REPORTS} where i.incident_id = $1`, [incidentId]);
  return row && toReport(row);
}

/** The report that a voice was added to. */
export async function findVoiced(em: EntityManager, voiceId: string): Promise<FollowedReport | undefined> {
  const [row] = await rows<ReportRow>(
    em,
    `${REPORTS} where i.incident_id = (select v.incident_id from ${VOICE_ROWS} v where v.voice_id = $1)`,
    [voiceId],
  );
  return row && toReport(row);
}

const REPORTS = `
  select i.category, i.attributes, i.hromada_code, i.received_at, i.state, coalesce(i.state_since, i.received_at) as state_since,
    p.state as primary_state, coalesce(p.state_since, p.received_at) as primary_since,
    (select count(*)::int from report_addition a where a.incident_id = i.incident_id) as additions,
    coalesce(
      (select array_agg(distinct s.kind order by s.kind) from ${SENT_SERVICES} s where s.incident_id = coalesce(i.merged_into, i.incident_id)),
      array(select jsonb_array_elements_text(coalesce(p.alerted, i.alerted)))) as services,
    i.erased_at is not null as erased, i.is_test or coalesce(p.is_test, false) as test
  from ${INCIDENT_ROWS} i left join ${INCIDENT_ROWS} p on p.incident_id = i.merged_into`;

interface ReportRow {
  readonly category: Category;
  readonly attributes: Attributes;
  readonly hromada_code: string;
  readonly received_at: string;
  readonly state: IncidentState;
  readonly state_since: string;
  readonly primary_state: IncidentState | null;
  readonly primary_since: string | null;
  readonly additions: number;
  readonly services: readonly ResponderKind[];
  readonly erased: boolean;
  readonly test: boolean;
}

function toReport(row: ReportRow): FollowedReport {
  const { category, state, additions, services, erased, primary_state, primary_since } = row;
  return {
    category,
    attributes: row.attributes,
    isSensitive: isSensitive(category),
    hromadaCode: row.hromada_code,
    receivedAt: toDate(row.received_at),
    state,
    stateSince: toDate(row.state_since),
    primary:
      primary_state === null || primary_since === null
        ? undefined
        : { state: primary_state, stateSince: toDate(primary_since) },
    additions,
    services,
    erased,
    isTest: row.test,
  };
}
