import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { visit, type Visitor } from '@safe-community/testkit/form-visitor';
import { categoryName } from '../category-name.ts';
import { callTimes, type CallTimes } from '../load/call-times.ts';
import { VISITED_PLACES } from '../load/places.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { Gateway } from '../system/gateway.ts';
import { until } from '../until.ts';

const VISITORS = 12;
/** Earlier, a form seems to come from a program. */
const MIN_MS = 3_100;
const SILENT_CONNECTIONS = 500;
const RECOVERED_WITHIN_MS = 30_000;

/** Of the median: a machine that does other work too makes single calls slow. */
const SLOWER_TIMES = 5;
const SLOWER_BY_MS = 250;

export const gatewayDown: Row = {
  number: 26,
  name: 'gateway-down',
  fault:
    'kill -9 of the gateway while visitors send reports, then SIGSTOP, then connections that send nothing, under load of gRPC callers',
  holds:
    'no gRPC call fails; a report that was half sent exists once or not at all, and once after the visitor sends it again',
  async run(run) {
    const gateway = await Gateway.start(run.system);
    try {
      run.callers.start(8);
      const usual = await timesOf(run, () => sleep(run.seconds * 1_000));
      await killWhileSending(run, gateway);
      const starved = await timesOf(run, () => starve(run, gateway));
      run.note(
        `gRPC calls took ${inWords(usual)} while the gateway was well, and ${inWords(starved)} while it was starved`,
      );
      if (starved.p50 > SLOWER_TIMES * usual.p50 + SLOWER_BY_MS)
        throw new Error('gRPC calls take longer because the gateway is starved');
    } finally {
      await gateway.stop();
    }
    await run.callers.finish();
    run.requireAllAnswered();
  },
};

/** Of the gRPC calls that ended meanwhile. */
async function timesOf(run: Run, meanwhile: () => Promise<unknown>): Promise<CallTimes> {
  const from = performance.now();
  await meanwhile();
  return callTimes(run, { from, to: performance.now() });
}

/** "p50 4 ms, p99 12 ms" */
function inWords({ p50, p99 }: CallTimes): string {
  return `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
}

const LAST_STEP = {
  step: 'details',
  'a-infrastructure_kind': 'road_pit',
  description: 'Вигаданий випадок для перевірки стійкості.',
};

/** Each visitor reports at a place of their own, by which the report is found. */
async function killWhileSending(run: Run, gateway: Gateway): Promise<void> {
  const places = VISITED_PLACES.slice(0, VISITORS);
  const before = await countsAt(run, places);
  const visitors = await Promise.all(
    places.map(async (place) => {
      const visitor = await visit(`${gateway.url}/report`);
      for (const answers of answersAt(place)) await visitor.send(answers);
      return { place, visitor };
    }),
  );
  await sleep(MIN_MS);
  const killed = sleep(run.random.between(10, 120)).then(() => gateway.kill());
  const restarted = killed.then(() => gateway.restart());
  let unanswered = 0;
  const report = async (place: string, visitor: Visitor) => {
    await visitor.send(LAST_STEP).catch(() => undefined);
    const isAnswered = hasToken(visitor);
    await restarted;
    const half = await reportsAt(run, place, before);
    if (half.length > 1) throw new Error(`a report that was half sent exists ${half.length} times at ${place}`);
    if (isAnswered && half.length === 0) throw new Error(`an acknowledged report is missing at ${place}`);
    if (!isAnswered) {
      unanswered += 1;
      await visitor.send(LAST_STEP);
      if (!hasToken(visitor)) throw new Error(`a report that was sent again was refused at ${place}`);
    }
    const [only, second] = await reportsAt(run, place, before);
    if (only === undefined || second !== undefined) throw new Error(`not exactly one report at ${place}`);
    return { outcome: 'acknowledged' as const, answer: { id: only, routedTo: '', digest: '' } };
  };
  const countsAs = categoryName(IncidentCategory.INFRASTRUCTURE);
  await Promise.all(
    visitors.map(({ place, visitor }) => {
      const operation = { requestId: randomUUID(), bodyDigest: place, countsAs };
      let problem: unknown;
      const attempt = run.callers.recorder.attempt(operation, () =>
        report(place, visitor).catch((error: unknown) => {
          problem = error;
          return { outcome: 'refused' as const };
        }),
      );
      return attempt.then(() => {
        if (problem instanceof Error) throw problem;
      });
    }),
  );
  run.note(`${unanswered} of ${VISITORS} visitors got no answer, sent the form again, and have one report each`);
}

/** All steps but the last. */
function answersAt(hromadaCode: string): readonly Readonly<Record<string, string>>[] {
  return [{ category: 'infrastructure' }, { q: hromadaCode }];
}

function hasToken({ text }: Visitor): boolean {
  return text.includes('id="token"');
}

/** The process gets no processor time; then its connections are taken by clients that say nothing. */
async function starve(run: Run, gateway: Gateway): Promise<void> {
  process.kill(gateway.pid, 'SIGSTOP');
  await sleep(run.seconds * 1_000);
  process.kill(gateway.pid, 'SIGCONT');
  await until('the gateway serves after a pause', () => gateway.isServing(), RECOVERED_WITHIN_MS);
  const sockets = Array.from({ length: SILENT_CONNECTIONS }, () => silentConnection(gateway.url));
  await sleep(run.seconds * 1_000);
  for (const socket of sockets) socket.destroy();
  await until('the gateway serves after the silent connections', () => gateway.isServing(), RECOVERED_WITHIN_MS);
}

function silentConnection(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The gateway refuses them beyond its limit.
  socket.on('error', () => socket.destroy());
  return socket;
}

async function countsAt(run: Run, places: readonly string[]): Promise<ReadonlySet<string>> {
  const all = await Promise.all(places.map((place) => reportsAt(run, place, new Set())));
  return new Set(all.flat());
}

/** Ids of the reports at a place that were not there before. */
async function reportsAt(run: Run, place: string, before: ReadonlySet<string>): Promise<string[]> {
  const rows = await run.system.sql<{ incident_id: string }>(
    'incident-intake',
    'select incident_id from incident where hromada_code = $1',
    [place],
  );
  return rows.map(({ incident_id }) => incident_id).filter((id) => !before.has(id));
}
