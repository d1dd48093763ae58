import { PLAIN } from '@safe-community/audit';
import { entryDigest } from '@safe-community/audit/chain';
import { openDatabase, rows, type Database } from '@safe-community/database';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { openReportCalls } from '../report-calls.ts';
import { metered, openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const ROUNDS = 7;
const SECONDS = 2;
const IN_FLIGHT = [1, 64, 256];
const DIGESTS = 20_000;

/**
 * ReportIncident with the audit and without its database part, alternating on the same service: the function that links
 * and inserts is replaced by one that does nothing. The remaining cost, the digests, is measured separately.
 */
export async function auditPrice(
  system: System,
): Promise<{ standings: Standing[]; digestMicros: number; storage: Storage }> {
  const database = openDatabase({ url: system.intakeOwnerUrl, entities: [], migrations: [] });
  const reports = openReportCalls(system);
  const meter = await openStorageMeter(system);
  try {
    const whole = await functionOf(database);
    const nothing = whole.replace(/\$function\$[^]*\$function\$/, '$$function$$ begin return 0; end $$function$$');
    const by = (name: string, statement: string): Contestant => ({
      ...reports.contestant,
      name,
      async work(load) {
        await rows(database.em.fork(), statement);
        return reports.contestant.work(load);
      },
    });
    const contestants = [metered(by('ReportIncident', whole), meter), by('without audit', nothing)];
    const standings: Standing[] = [];
    for (const inFlight of IN_FLIGHT) {
      standings.push(...(await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS })));
    }
    await rows(database.em.fork(), whole);
    return { standings, digestMicros: digestMicros(), storage: meter.perReport() };
  } finally {
    reports.close();
    await Promise.all([database.close(), meter.close()]);
  }
}

/** The complete statement that creates it. */
async function functionOf(database: Database): Promise<string> {
  const [row] = await rows<{ definition: string }>(
    database.em.fork(),
    `select pg_get_functiondef('audit_append'::regproc) as definition`,
  );
  if (row === undefined) throw new Error('the database has no audit');
  return row.definition;
}

function digestMicros(): number {
  const began = performance.now();
  for (let ordinal = 0; ordinal < DIGESTS; ordinal += 1) {
    const subjectIds = ['01a20e69-c127-71a7-801b-25d42575900e'];
    const who = { system: 'client', edrpou: '00000000', actingUser: 'officer-7', purpose: '' };
    const method = 'safecommunity.incidents.v1.IncidentIntakeService/ReportIncident';
    entryDigest({ ...PLAIN, ...who, kind: 'write', method, subjectIds, occurredAt: new Date() }, ordinal);
  }
  return ((performance.now() - began) * 1_000) / DIGESTS;
}
