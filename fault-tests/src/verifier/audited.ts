import { SERVICES } from '@safe-community/local-stack';
import { ChainCheck, wordsOf } from '@safe-community/audit/chain';
import { checkPart } from '@safe-community/audit/messages';
import {
  AuditServiceClient,
  ExportEntriesRequest,
  type ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import { UNAUDITED } from '@safe-community/testkit/unaudited-writes';
import type { Service } from '../system/service.ts';
import type { System } from '../system/system.ts';

/** Throws unless each of these reports has exactly one audit entry, each entry has a report, and the chain is intact. */
export async function requireAudited(system: System, incidentIds: readonly string[]): Promise<number> {
  const wrong = await system.sql<{ id: string; entries: number }>(
    'incident-intake',
    `select id, count(sequence)::int as entries
     from unnest(array[${incidentIds.map((id) => `'${id}'`).join(', ')}]::text[]) as result (id)
       left join audit_entry on ${IS_REPORT} and subject_ids[1] = id
     group by id having count(sequence) <> 1`,
  );
  const [first] = wrong;
  if (first !== undefined) {
    throw new Error(`${wrong.length} reports do not have exactly one audit entry: ${first.id} has ${first.entries}`);
  }
  const [phantom] = await system.sql<{ count: number }>(
    'incident-intake',
    `select count(*)::int as count from audit_entry left join incident on incident_id = subject_ids[1]::uuid
     where ${IS_REPORT} and incident_id is null`,
  );
  if (phantom?.count !== 0) throw new Error(`${phantom?.count} audit entries belong to missing reports`);
  return requireChain(system, system.intake);
}

const IS_REPORT = `kind = 'write' and method like '%/ReportIncident'`;

/** Recomputes the audit chain of a service. Resolves to the number of its entries. */
async function requireChain(system: System, service: Service): Promise<number> {
  using client = openClient(AuditServiceClient, service.address, system.credentials);
  const checking = new ChainCheck();
  const parts = client.exportEntries(ExportEntriesRequest.fromPartial({}));
  for await (const part of parts as AsyncIterable<ExportEntriesResponse>) checkPart(checking, part);
  const { findings, counted } = checking.end();
  if (findings.length > 0) throw new Error(`the audit of ${service.name}: ${findings.map(wordsOf).join('; ')}`);
  return counted.entries;
}

/** Throws when a writing method that was called is not recorded as a change in any audit. */
export async function requireEveryWriteAudited(system: System, paths: readonly string[]): Promise<void> {
  const found = await Promise.all(
    SERVICES.map((service) =>
      system.sql<{ method: string }>(
        service,
        `select distinct method from audit_entry where kind in ('write', 'administration')`,
      ),
    ),
  );
  const audited = new Set(found.flat().map(({ method }) => method.replace(/^\//, '')));
  const missing = paths.filter(
    (path) => !UNAUDITED.includes(path.slice(1)) && !audited.has(STANDS_AS.get(path) ?? path.slice(1)),
  );
  if (missing.length > 0) throw new Error(`changes missing in every audit: ${missing.join(', ')}`);
}

const INTAKE = 'safecommunity.incidents.v1.IncidentIntakeService';
/** Each report of a batch has its own entry. */
const STANDS_AS = new Map([[`/${INTAKE}/BatchReportIncidents`, `${INTAKE}/ReportIncident`]]);

/** Number of denied calls in the audits of all services. */
export async function deniedCalls(system: System): Promise<number> {
  const sums = await Promise.all(
    SERVICES.map((service) =>
      system.sql<{ sum: number }>(
        service,
        `select coalesce(sum(times), 0)::int as sum from audit_entry where kind = 'denied'`,
      ),
    ),
  );
  return sums.reduce((all, [row]) => all + (row?.sum ?? 0), 0);
}
