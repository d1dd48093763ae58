import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { IncidentIntakeServiceService as Intake } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { ServiceName } from '../system/service-names.ts';
import type { System } from '../system/system.ts';
import { said } from './canaries.ts';
import type { Declared } from './contract.ts';
import { filledRequest, type Filling } from './filled-request.ts';
import type { ProbeContext } from './probe-context.ts';
import { runWithFailures } from './run-scenarios.ts';
import { personalReport, report } from './scenarios/report.ts';

const AT_ONCE = 16;

/** Sends every method requests that are within no rules, with a canary in each text. Returns how many. */
export async function sendFilled(
  { probe }: ProbeContext,
  system: System,
  methods: readonly Declared[],
  fillings: readonly Filling[],
): Promise<number> {
  const calls = methods.flatMap(({ path, request, streamsRequests }) =>
    fillings.flatMap((filling) => {
      const isOfOperators = path.startsWith('/safecommunity.ledger.');
      // With an id it would be within the rules: a ledger would begin anew.
      if (isOfOperators && filling.hasIds) return [];
      // What is streamed begins with another message than it goes on with.
      const turns = streamsRequests ? [filling.first + 1, filling.first] : [filling.first];
      const bodies = turns.map((first) => filledRequest(request, { ...filling, first }));
      // What each service offers is asked of each.
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

/** The same request_id with another body, bytes that are no message, and what was sealed and is no longer as it was. */
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

/** A bug of ours: PostgreSQL quotes the row that it does not take. */
export async function refuseRows(context: ProbeContext, system: System, service: ServiceName, table: string): Promise<void> {
  await system.sql(service, `alter table ${table} add constraint planted check (false) not valid`);
  try {
    await runWithFailures(context);
  } finally {
    await system.sql(service, `alter table ${table} drop constraint planted`);
  }
}

/** Tables that calls write to, by the service; what consumers write is not theirs. */
export async function writtenTables(system: System): Promise<{ service: ServiceName; table: string }[]> {
  const found = (['officer-registry', 'incident-intake'] as const).map(async (service) => {
    const tables = await system.sql<{ table: string }>(service, TABLES, [NOT_BY_CALLS]);
    return tables.map(({ table }) => ({ service, table }));
  });
  return (await Promise.all(found)).flat();
}

const NOT_BY_CALLS = '^(ledger|consumer|dead_letter|catalogue|beat|changed_beats|listed|schema|territory)';

const TABLES = `
  select relname as table from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname !~ $1
  order by relname`;

async function requireRefused(call: Promise<unknown>): Promise<void> {
  const isDone = await call.then(
    () => true,
    () => false,
  );
  if (isDone) throw new Error('a call that breaks the rules was not refused');
}
