import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { FILLINGS } from '../canary/canaries.ts';
import { readContract, type Declared } from '../canary/contract.ts';
import { unfilled } from '../canary/filled-fields.ts';
import { everywhere, leaksIn, sizeOf } from '../canary/places.ts';
import { sendOddHeaders } from '../canary/odd-headers.ts';
import { breakRules, refuseRows, sendFilled, writtenTables } from '../canary/stumbling.ts';
import { stumbleInCrowd, walkAll } from '../canary/walk-all.ts';
import type { Walker } from '../canary/walk.ts';
import { eventsAfter, headsOf } from '../canary/walks/ledgers.ts';
import { Witness } from '../canary/witness.ts';
import { requireEveryWriteAudited } from '../judge/audited.ts';
import { untilAtRest } from '../judge/until-at-rest.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { Collector } from '../system/collector.ts';
import type { System } from '../system/system.ts';
import type { Trial } from '../trial.ts';

const AT_REST_WITHIN_MS = 60_000;

export const canary: Row = {
  number: 17,
  name: 'canary',
  fault:
    'invented people in every request of every method: in order, against the rules, at bugs, and while PostgreSQL dies',
  holds:
    'nothing of them in logs, spans, metrics, errors, events, tables or on the disks; each method did its work once',
  async run(trial) {
    const methods = readContract();
    const exported = await Collector.start();
    const witness = new Witness(trial.system, methods);
    try {
      await goAndLook(trial, { witness, random: trial.random }, methods, exported);
    } finally {
      witness.close();
      await exported.stop();
    }
    await untilAtRest(trial.system, AT_REST_WITHIN_MS);
    await trial.judgeFromHere();
    await Promise.all(Array.from({ length: 20 }, () => trial.callers.send()));
  },
};

async function goAndLook(
  trial: Trial,
  walker: Walker,
  methods: readonly Declared[],
  exported: Collector,
): Promise<void> {
  const { system } = trial;
  await startTalkative(system, exported);
  const before = await headsOf(walker, system);
  await walkAll(walker, system);
  requireAllMethods(walker, methods);
  requireAllPersonal(walker);
  const writes = methods.filter(({ isRead }) => !isRead).map(({ path }) => path);
  await requireEveryWriteAudited(system, writes);
  trial.note(`each of the ${writes.length} methods that change something stands in an audit as a change`);
  await goWrong(trial, walker, methods);
  await untilAtRest(system, AT_REST_WITHIN_MS);
  const events = await eventsAfter(walker, system, before);
  // Whoever stops sends what it has not exported yet.
  await Promise.all(system.services.map((service) => service.stop()));
  await system.nats.stop();
  await writeAllToDisk(system);
  const places = await everywhere(system, { exported, events, witness: walker.witness });
  trial.note(`looked for canaries in ${places.length} places, ${(sizeOf(places) / 1024 ** 2).toFixed(0)} MB`);
  const leaks = places.flatMap((place) => leaksIn(place).map((leak) => `${place.name}: ${leak}`));
  if (leaks.length > 0) throw new Error(`personal data has leaked:\n${leaks.join('\n')}`);
  await system.nats.restart();
  await Promise.all(system.usual.map((service) => service.start()));
}

/** Everything that can be logged is logged, everything that can be exported is exported. */
async function startTalkative(system: System, exported: Collector): Promise<void> {
  const more = { ...exported.environment, LOG_LEVEL: 'debug' };
  await Promise.all([system.startCameras(more), system.restartServices(more)]);
}

/** A method that was added and is in no walk fails the row: what it takes might be personal. */
function requireAllMethods({ witness }: Walker, methods: readonly Declared[]): void {
  const missing = methods.filter(({ path }) => !witness.hasAnswered(path)).map(({ path }) => path);
  if (missing.length > 0) throw new Error(`no walk goes through ${missing.join(', ')}: add it to src/canary/walks`);
}

/** A personal field that no walk fills fails the row as well: where its value goes nobody has looked. */
function requireAllPersonal({ witness }: Walker): void {
  const missing = unfilled(witness.filled);
  if (missing.length > 0) throw new Error(`no walk fills ${missing.join(', ')}: add it to src/canary/walks`);
}

async function goWrong(trial: Trial, walker: Walker, methods: readonly Declared[]): Promise<void> {
  const { system, random, seconds } = trial;
  const isLong = seconds >= LONG_SECONDS;
  const texts = isLong ? FILLINGS : FILLINGS.slice(0, 2);
  const fillings = texts.flatMap((text) => [true, false].map((hasIds) => ({ text, hasIds, first: 0 })));
  const filled = await sendFilled(walker, system, methods, fillings);
  trial.note(`${methods.length} methods did their work, and got ${filled} requests against the rules`);
  const bugs = walker.witness.codes.get('INTERNAL') ?? 0;
  if (bugs > 0) throw new Error(`${bugs} requests against the rules ended with INTERNAL`);
  const odd = await sendOddHeaders(system);
  trial.note(`${odd} calls had headers of characters that gRPC does not allow`);
  await breakRules(walker, system);
  const tables = await writtenTables(system);
  const refusing = isLong ? tables : [random.pick(tables), { service: 'incident-intake', table: 'incident' } as const];
  for (const { service, table } of refusing) await refuseRows(walker, system, service, table);
  const end = performance.now() + seconds * 1_000;
  let deaths = 0;
  do {
    const crowd = stumbleInCrowd(walker, isLong ? 8 : 3, 600);
    await sleep(random.between(100, 600));
    await system.postgres.kill();
    await system.postgres.restart();
    await crowd;
    await Promise.all(system.services.map((service) => service.untilServing(30_000)));
    deaths += 1;
  } while (performance.now() < end);
  trial.note(`${refusing.length} tables refused every row for a while, and PostgreSQL died ${deaths} times under way`);
  trial.note(`calls ended with ${[...walker.witness.codes].map(([code, times]) => `${times} × ${code}`).join(', ')}`);
}

async function writeAllToDisk(system: System): Promise<void> {
  const client = new pg.Client({ connectionString: system.postgres.adminUrl });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}
