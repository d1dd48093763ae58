import { PLAIN } from '@safe-community/audit';
import { entryDigest } from '@safe-community/audit/chain';
import {
  IncidentIntakeServiceClient,
  type ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openDatabase, rows, type Database } from '@safe-community/database';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { keepInFlight, median, middleOf, type Measured } from './in-flight.ts';
import { sampleReport } from './sample-report.ts';
import type { System } from './system.ts';

const ROUNDS = 7;
const SECONDS = 2;
const IN_FLIGHT = [1, 64, 256];
const DIGESTS = 20_000;

export interface AuditPrice {
  readonly inFlight: number;
  readonly without: Measured;
  readonly audited: Measured;
  /** Median over the rounds of calls per second, audited ÷ without. */
  readonly ratio: number;
}

/**
 * ReportIncident with the audit and without what it does in the database, in turns at the same service: the function that
 * links and inserts is one that does nothing meanwhile. What is left then, the digests, is measured by itself.
 */
export async function auditPrice(system: System): Promise<{ prices: AuditPrice[]; digestMicros: number }> {
  const database = openDatabase({ url: system.intakeOwnerUrl, entities: [], migrations: [] });
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  let number = 0;
  const send = (): Promise<unknown> => {
    const request: ReportIncidentRequest = sampleReport((number += 1));
    return callUnary('ReportIncident', client.reportIncident.bind(client), request, 10_000);
  };
  try {
    const whole = await functionOf(database);
    const nothing = whole.replace(/\$function\$[^]*\$function\$/, '$$function$$ begin return 0; end $$function$$');
    await keepInFlight(64, 3, send);
    const prices: AuditPrice[] = [];
    for (const inFlight of IN_FLIGHT) {
      const rounds: Omit<AuditPrice, 'inFlight' | 'ratio'>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await rows(database.em.fork(), nothing);
        const without = await keepInFlight(inFlight, SECONDS, send);
        await rows(database.em.fork(), whole);
        rounds.push({ without, audited: await keepInFlight(inFlight, SECONDS, send) });
      }
      prices.push({
        inFlight,
        without: middleOf(rounds.map(({ without }) => without)),
        audited: middleOf(rounds.map(({ audited }) => audited)),
        ratio: median(rounds.map(({ without, audited }) => audited.perSecond / without.perSecond)),
      });
    }
    return { prices, digestMicros: digestMicros() };
  } finally {
    client.close();
    await database.close();
  }
}

/** The whole statement that makes it. */
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
