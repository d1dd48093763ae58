import { setTimeout as sleep } from 'node:timers/promises';
import type { DescField } from '@bufbuild/protobuf';
import { holdingOf } from '@safe-community/contracts/inventory';
import pg from 'pg';
import { FILLINGS } from '../leak-probe/canaries.ts';
import { readContract, type Declared } from '../leak-probe/contract.ts';
import { unfilled } from '../leak-probe/filled-fields.ts';
import { everywhere, leaksIn, sizeOf } from '../leak-probe/places.ts';
import { sendOddHeaders } from '../leak-probe/odd-headers.ts';
import { breakRules, refuseRows, sendFilled, writtenTables } from '../leak-probe/invalid-requests.ts';
import { runManyWithFailures, runScenarios } from '../leak-probe/run-scenarios.ts';
import { callWithDefaults, missingScenarios, withoutScenario } from '../leak-probe/without-scenario.ts';
import type { ProbeContext } from '../leak-probe/probe-context.ts';
import { eventsAfter, headsOf } from '../leak-probe/scenarios/ledgers.ts';
import { LeakProbe } from '../leak-probe/leak-probe.ts';
import { requireEveryWriteAudited } from '../verifier/audited.ts';
import { untilAtRest } from '../verifier/until-at-rest.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { Collector } from '@safe-community/testkit/collector';
import type { System } from '../system/system.ts';
import type { Run } from '../run.ts';

const SCENARIOS = 'fault-tests/src/leak-probe/scenarios/';
const AT_REST_WITHIN_MS = 60_000;

export const canary: Row = {
  number: 17,
  name: 'canary',
  fault:
    'invented people in every request of every method: valid, invalid, hitting bugs, and while PostgreSQL is killed',
  holds:
    'none of their data is in logs, spans, metrics, errors, events, tables, or on disk; each method with personal data succeeded at least once',
  async run(run) {
    const methods = readContract();
    const exported = await Collector.start();
    const probe = new LeakProbe(run.system, methods);
    try {
      await goAndLook(run, { probe, random: run.random, mails: run.system.mails }, methods, exported);
    } finally {
      probe.close();
      await exported.stop();
    }
    await untilAtRest(run.system, AT_REST_WITHIN_MS);
    await run.judgeFromHere();
    await Promise.all(Array.from({ length: 20 }, () => run.callers.send()));
  },
};

async function goAndLook(
  run: Run,
  context: ProbeContext,
  methods: readonly Declared[],
  exported: Collector,
): Promise<void> {
  const { system } = run;
  const missing = missingScenarios(methods);
  if (missing.length > 0) throw new Error(missing.join('\n'));
  await startTalkative(system, exported);
  const before = await headsOf(context, system);
  await runScenarios(context, system);
  const others = withoutScenario(methods);
  requireAllMethods(
    context,
    methods.filter((method) => !others.includes(method)),
  );
  requireAllPersonal(context);
  if (others.length > 0) {
    const accepted = await callWithDefaults(context.probe, others);
    const names = others.map(({ path }) => path.split('/').at(-1)).join(', ');
    run.note(`no scenario calls ${names}: of their requests from the declaration ${accepted} were accepted`);
  }
  const writes = methods
    .filter(({ path, isRead }) => !isRead && context.probe.hasAnswered(path))
    .map(({ path }) => path);
  await requireEveryWriteAudited(system, writes);
  run.note(`each of the ${writes.length} writing methods is recorded in an audit as a change`);
  await goWrong(run, context, methods);
  await untilAtRest(system, AT_REST_WITHIN_MS);
  const events = await eventsAfter(context, system, before);
  // A service exports its remaining telemetry when it stops.
  await Promise.all(system.services.map((service) => service.stop()));
  await system.nats.stop();
  await writeAllToDisk(system);
  const places = await everywhere(system, { exported, events, probe: context.probe });
  run.note(`searched for canaries in ${places.length} places, ${(sizeOf(places) / 1024 ** 2).toFixed(0)} MB`);
  const leaks = places.flatMap((place) => leaksIn(place).map((leak) => `${place.name}: ${leak}`));
  if (leaks.length > 0) throw new Error(`personal data has leaked:\n${leaks.join('\n')}`);
  await system.nats.restart();
  await Promise.all(system.usual.map((service) => service.start()));
}

/** Enables all logging and all telemetry. */
async function startTalkative(system: System, exported: Collector): Promise<void> {
  const more = { ...exported.environment, LOG_LEVEL: 'debug' };
  await Promise.all([system.startCameras(more), system.restartServices(more)]);
}

/** A method that a scenario names and does not call successfully fails the row. */
function requireAllMethods({ probe }: ProbeContext, methods: readonly Declared[]): void {
  const missing = methods.filter(({ path }) => !probe.hasAnswered(path)).map(({ path }) => path);
  if (missing.length > 0) throw new Error(`scenarios name and do not call ${missing.join(', ')}: see ${SCENARIOS}`);
}

/** A personal field that no scenario fills fails the row as well: no search shows where its value goes. */
function requireAllPersonal({ probe }: ProbeContext): void {
  const missing = unfilled(probe.filled);
  if (missing.length > 0) throw new Error(`no scenario fills ${missing.join(', ')}: add it in ${SCENARIOS}`);
}

/** Public texts, such as the source of a norm, are published: a name there is no leak, and some such calls are valid. */
function unlessPublic(text: string): (field: DescField) => string {
  return (field) => (holdingOf(field) === 'PUBLIC_TEXT' ? 'leak-probe' : text);
}

async function goWrong(run: Run, context: ProbeContext, methods: readonly Declared[]): Promise<void> {
  const { system, random, seconds } = run;
  const isLong = seconds >= LONG_SECONDS;
  const texts = isLong ? FILLINGS : FILLINGS.slice(0, 2);
  const fillings = texts.flatMap((text) =>
    [true, false].map((hasIds) => ({ text: unlessPublic(text), hasIds, first: 0 })),
  );
  const filled = await sendFilled(context, system, methods, fillings);
  run.note(`${methods.length} methods received ${filled} invalid requests`);
  const bugs = context.probe.codes.get('INTERNAL') ?? 0;
  if (bugs > 0) throw new Error(`${bugs} invalid requests ended with INTERNAL`);
  const odd = await sendOddHeaders(system);
  run.note(`${odd} calls had headers with characters that gRPC does not allow`);
  await breakRules(context, system);
  const tables = await writtenTables(system);
  const refusing = isLong ? tables : [random.pick(tables), { service: 'incident-intake', table: 'incident' } as const];
  for (const { service, table } of refusing) await refuseRows(context, system, service, table);
  const end = performance.now() + seconds * 1_000;
  let deaths = 0;
  do {
    const crowd = runManyWithFailures(context, isLong ? 8 : 3, 600);
    await sleep(random.between(100, 600));
    await system.postgres.kill();
    await system.postgres.restart();
    await crowd;
    await Promise.all(system.services.map((service) => service.untilServing(30_000)));
    deaths += 1;
  } while (performance.now() < end);
  run.note(
    `${refusing.length} tables rejected every row for a while, and PostgreSQL was killed ${deaths} times during calls`,
  );
  run.note(`calls ended with ${[...context.probe.codes].map(([code, times]) => `${times} × ${code}`).join(', ')}`);
}

async function writeAllToDisk(system: System): Promise<void> {
  const client = new pg.Client({ connectionString: system.postgres.adminUrl });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}
