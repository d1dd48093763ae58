import type { ServiceName } from '@safe-community/local-stack';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { IncidentIntakeServiceService as Intake } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { System } from '../system/system.ts';
import { said } from './canaries.ts';
import type { Declared } from './contract.ts';
import { filledRequest, type Filling } from './filled-request.ts';
import type { ProbeContext } from './probe-context.ts';
import { runWithFailures } from './run-scenarios.ts';
import { personalReport, report } from './scenarios/report.ts';

const AT_ONCE = 16;

/** Sends invalid requests with a canary in each text to every method. Returns how many. */
export async function sendFilled(
  { probe }: ProbeContext,
  system: System,
  methods: readonly Declared[],
  fillings: readonly Filling[],
): Promise<number> {
  const calls = methods.flatMap(({ path, request, streamsRequests }) =>
    fillings.flatMap((filling) => {
      const isOfOperators = path.startsWith('/safecommunity.ledger.');
      // With an id the request would be valid, and a ledger would begin a new epoch.
      if (isOfOperators && filling.hasIds) return [];
      // The first message of a stream differs from the following ones.
      const turns = streamsRequests ? [filling.first + 1, filling.first] : [filling.first];
      const bodies = turns.map((first) => filledRequest(request, { ...filling, first }));
      // Methods that every service has are called at each.
      const places = isOfOperators ? system.services : [undefined];
      return places.map((at) => () => probe.call(path, bodies, at));
    }),
  );
  const waiting = calls.values();
  const sendOn = async (): Promise<void> => {
    for (const call of waiting) await call().catch(() => undefined);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
  return calls.length;
}

/** A reused request_id with another body, undecodable bytes, and tampered ciphertext. */
export async function breakRules(context: ProbeContext, system: System): Promise<void> {
  const { probe, random } = context;
  const request = { requestId: random.uuid(), report: personalReport(IncidentCategory.DOMESTIC_VIOLENCE) };
  const { incidentId } = await probe.ask(Intake.reportIncident, request);
  const other = { ...request, report: { ...request.report, description: said('інше') } };
  await requireRefused(probe.ask(Intake.reportIncident, other));
  const halfRead = Buffer.concat([Buffer.from([0x0a, 0xff]), Buffer.from(said('байти'))]);
  await requireRefused(probe.call(Intake.reportIncident.path, [halfRead]));
  await system.sql('incident-intake', 'update incident set ciphertext = reverse(ciphertext) where incident_id = $1', [
    incidentId,
  ]);
  await requireRefused(probe.ask(Intake.getIncident, { incidentId, reason: said('мета') }));
  await report(context, IncidentCategory.FIRE);
}

/** Simulates a bug: PostgreSQL quotes the row that it rejects. */
export async function refuseRows(
  context: ProbeContext,
  system: System,
  service: ServiceName,
  table: string,
): Promise<void> {
  await system.sql(service, `alter table ${table} add constraint planted check (false) not valid`);
  try {
    await runWithFailures(context);
  } finally {
    await system.sql(service, `alter table ${table} drop constraint planted`);
  }
}

/** Tables that calls write to, per service, without those of consumers. */
export async function writtenTables(system: System): Promise<{ service: ServiceName; table: string }[]> {
  const found = Object.entries(NOT_BY_CALLS).map(async ([name, others]) => {
    const service = name as ServiceName;
    const tables = await system.sql<{ table: string }>(service, TABLES, [others]);
    return tables.map(({ table }) => ({ service, table }));
  });
  return (await Promise.all(found)).flat();
}

/** Tables that consumers and migrations write, in each service that holds personal data. */
const NOT_BY_CALLS: Readonly<Partial<Record<ServiceName, string>>> = {
  'officer-registry': '^(ledger|consumer|dead_letter|beat|schema|territory)',
  'incident-intake': '^(ledger|consumer|dead_letter|catalogue|beat|changed_beats|listed|schema|territory)',
  'camera-rollout':
    '^(ledger|consumer|dead_letter|schema|patrol|known_incident|incident_attendance|custody_anchor|recording_category)',
};

const TABLES = `
  select relname as table from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname !~ $1
  order by relname`;

async function requireRefused(call: Promise<unknown>): Promise<void> {
  const isDone = await call.then(
    () => true,
    () => false,
  );
  if (isDone) throw new Error('an invalid call was not rejected');
}
