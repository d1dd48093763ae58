import { setTimeout as sleep } from 'node:timers/promises';
import { startBareHttp, type BareHttp } from '../floors/bare-http.ts';
import { clockOf } from '../frame/clock.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { readProc } from '../frame/proc.ts';
import { workInFlight, type Load } from '../frame/in-flight.ts';
import { liftQuotasOfGateway, startGatewayReplica, type GatewayReplica } from '../gateway-replica.ts';
import type { System } from '../system.ts';

/** Vinnytsia, whose officer and figures are in the demonstration. */
const HROMADA = 'UA05020030000031457';
const KYIV = 'UA80000000000093317';
const PATHS = [
  '/',
  '/scorecard',
  `/officer?place=${HROMADA}`,
  `/h/${HROMADA}`,
  `/h/${KYIV}`,
  '/map',
  '/compare',
  '/report',
  '/track',
  '/data',
  '/accessibility',
  '/api/v1/measures',
  '/api/v1/figures?measure=incidents&level=hromada',
  '/api/v1/coverage',
  '/api/v1/scorecard',
  '/open311/v2/services.json',
  '/open311/v2/requests.json',
];
/** One at a time for the budgets: a p99 of a thousand answers. */
const LOADS = [
  { inFlight: 1, seconds: 1.5 },
  { inFlight: 32, seconds: 0.5 },
];
const [ROUNDS, WARM_UP_SECONDS] = [3, 0.2];
/** Services look at their registry of callers every two seconds. */
const RELOADED_MS = 4_000;

/** A page from memory and with calls of services, beside a bare HTTP answer of the same size. */
export interface PageFigures {
  readonly path: string;
  /** As sent: compressed. */
  readonly bytes: number;
  readonly inFlight: number;
  readonly remembered: Standing;
  readonly asked: Standing;
  readonly bare: Standing;
  /** Share of the answers with calls that were 503: a service was not fast enough. */
  readonly failedShare: number;
}

export async function pages(system: System, say: (line: string) => void): Promise<PageFigures[]> {
  liftQuotasOfGateway(system);
  const started = [await startGatewayReplica(system, true), await startGatewayReplica(system, false)] as const;
  const bare = await startBareHttp();
  await sleep(RELOADED_MS);
  try {
    const figures: PageFigures[] = [];
    for (const path of PATHS) {
      say(path);
      for (const load of LOADS) figures.push(await measure(path, load, started, bare, system));
    }
    for (const { pid } of started)
      say(`${residentMb(pid)} MB resident after that, ${pid === started[0].pid ? 'with' : 'without'} memory`);
    return figures;
  } finally {
    bare.stop();
    for (const gateway of started) await gateway.stop();
  }
}

function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status')) ?? [];
  return Math.round(Number(kilobytes) / 1_000);
}

async function measure(
  path: string,
  { inFlight, seconds }: Load,
  [remembering, asking]: readonly [GatewayReplica, GatewayReplica],
  floor: BareHttp,
  { processes }: System,
): Promise<PageFigures> {
  const bytes = await remembering.read(path);
  const services = Object.values(processes.services);
  const statuses: (number | undefined)[] = [];
  const contestants: Contestant[] = [
    {
      name: 'from memory',
      work: (load) => workInFlight(load, () => remembering.read(path)),
      clock: clockOf({ program: remembering.pid }),
    },
    {
      name: 'with calls',
      work: (load) => workInFlight(load, async () => statuses.push(await asking.status(path))),
      clock: clockOf({ program: asking.pid, others: services }),
    },
    {
      name: 'bare HTTP',
      work: (load) => workInFlight(load, () => floor.read(bytes)),
      clock: clockOf({ program: floor.pid }),
    },
  ];
  const rules = { inFlight, seconds, rounds: ROUNDS, warmUpSeconds: WARM_UP_SECONDS, quietShare: 0.5 };
  const [remembered, asked, bare] = await compare(contestants, rules);
  if (remembered === undefined || asked === undefined || bare === undefined) throw new Error('a contestant is missing');
  const failed = statuses.filter((status) => status !== 200);
  if (failed.some((status) => status !== 503)) throw new Error(`${path} answered ${failed.join(', ')}`);
  return { path, bytes, inFlight, remembered, asked, bare, failedShare: failed.length / statuses.length };
}

/** Server budgets of a page, milliseconds: the p99 of one request at a time. */
const BUDGET_MS = { remembered: 20, asked: 150 };

export function printPages(figures: readonly PageFigures[]): void {
  console.table(
    figures.map(({ path, bytes, inFlight, remembered, asked, bare, failedShare }) => ({
      page: path,
      bytes,
      'in flight': inFlight,
      'memory p50 ms': ms(remembered.p50),
      'memory p99 ms': ms(remembered.p99),
      'memory per s': Math.round(remembered.perSecond),
      'calls p50 ms': ms(asked.p50),
      'calls p99 ms': ms(asked.p99),
      'calls per s': Math.round(asked.perSecond),
      '503 with calls': `${Math.round(failedShare * 100)} %`,
      'bare per s': Math.round(bare.perSecond),
      // Throughput of the page from memory ÷ that of the bare answer, in the same rounds.
      ratio: Number(bare.ratio.toFixed(2)),
      'ratio with calls': Number((bare.ratio / asked.ratio).toFixed(2)),
    })),
  );
  const alone = figures.filter(({ inFlight }) => inFlight === 1);
  const worst = (of: (one: PageFigures) => number): number => Math.max(...alone.map(of));
  const [memory, calls] = [worst(({ remembered }) => remembered.p99), worst(({ asked }) => asked.p99)];
  console.log(
    `worst p99, one at a time: ${ms(memory)} ms from memory (budget ${BUDGET_MS.remembered}), ${ms(calls)} ms with calls (budget ${BUDGET_MS.asked})`,
  );
}

function ms(value: number): number {
  return Number(value.toFixed(2));
}
