import { setTimeout as sleep } from 'node:timers/promises';
import { openBacklog } from '../backlog.ts';
import { fillLedger } from '../fill-ledger.ts';
import { startEcho, type Echo } from '../floors/echo.ts';
import { percentile, workInFlight } from '../frame/in-flight.ts';
import { keepPace } from '../frame/keep-pace.ts';
import { openReportCalls, reportBytes, type ReportCalls } from '../report-calls.ts';
import type { System } from '../system.ts';

/** Reports per second: a busy evening, half of the capacity of the service. */
const CALM_PACE = 50;
const SHARE_OF_CAPACITY = 0.5;
const CAPACITY = { inFlight: 64, seconds: 4 };
const CALM_SECONDS = 8;
/** Repetitions of each kind, alternating: on a shared machine, a single one says little about p99. */
const ROUNDS = 3;
/** Echoes per second next to the reports, as a baseline of the machine. */
const ECHO_PACE = 50;

/** Latency of reports at a steady rate during some other work. */
export interface Beside {
  readonly beside: string;
  readonly pace: number;
  /** Events per second published or applied meanwhile; none in the calm stretch. */
  readonly drained: number | undefined;
  readonly calls: number;
  /** Milliseconds from the due time of a call to its answer. */
  readonly p50: number;
  readonly p99: number;
  readonly echoP50: number;
  readonly echoP99: number;
}

/** Latency of reports while the relay and statistics drain a backlog, one after the other and both together. */
export async function besideBacklog(system: System, events: number): Promise<Beside[]> {
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  const echo = await startEcho(system.serverTls, system.credentials);
  const reports = openReportCalls(system);
  try {
    await reports.contestant.work(CAPACITY);
    const { operations, seconds } = await reports.contestant.work(CAPACITY);
    await workInFlight({ inFlight: 8, seconds: 1 }, () => echo.call(reportBytes()));
    const stretches: Beside[] = [];
    for (const pace of [CALM_PACE, Math.round((operations / seconds) * SHARE_OF_CAPACITY)]) {
      await backlog.untilApplied();
      stretches.push(...(await atPace(pace)));
    }
    return stretches;
  } finally {
    reports.close();
    echo.stop();
    await backlog.close();
  }

  async function atPace(pace: number): Promise<Beside[]> {
    const callers = { reports, echo, pace };
    const stretches: Stretch[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      stretches.push(await during('nothing', callers, sleep(CALM_SECONDS * 1_000, undefined)));
      await backlog.hold();
      await fillLedger(system.intakeOwnerUrl, events);
      stretches.push(await during('relay drains', callers, backlog.untilPublished()));
      const applied = Promise.all([backlog.untilApplied(), backlog.release()]).then(([behind]) => behind);
      stretches.push(await during('statistics drains', callers, applied));
      await fillLedger(system.intakeOwnerUrl, events);
      stretches.push(await during('both drain', callers, backlog.untilApplied()));
    }
    return [...Map.groupBy(stretches, ({ beside }) => beside).values()].map((alike) => inSum(pace, alike));
  }
}

/** Measurements of one kind of stretch. */
interface Stretch {
  readonly beside: string;
  readonly seconds: number;
  /** Drained events; none in the calm stretch. */
  readonly drained: number | undefined;
  /** Latency of each call, milliseconds. */
  readonly calls: readonly number[];
  readonly echoes: readonly number[];
}

function inSum(pace: number, stretches: readonly Stretch[]): Beside {
  const [calls, echoes] = [stretches.flatMap((one) => one.calls), stretches.flatMap((one) => one.echoes)];
  const drained = stretches.reduce((sum, one) => sum + (one.drained ?? 0), 0);
  const seconds = stretches.reduce((sum, one) => sum + one.seconds, 0);
  return {
    beside: stretches[0]?.beside ?? '',
    pace,
    drained: drained === 0 ? undefined : drained / seconds,
    calls: calls.length,
    p50: percentile(calls, 0.5),
    p99: percentile(calls, 0.99),
    echoP50: percentile(echoes, 0.5),
    echoP99: percentile(echoes, 0.99),
  };
}

interface BothCallers {
  readonly reports: ReportCalls;
  readonly echo: Echo;
  readonly pace: number;
}

/** @param work the concurrent work; resolves to the number of drained events. */
async function during(
  beside: string,
  { reports, echo, pace }: BothCallers,
  work: Promise<number | undefined>,
): Promise<Stretch> {
  let isOver = false;
  const began = performance.now();
  const over = work.then((events) => {
    isOver = true;
    return { events, seconds: (performance.now() - began) / 1_000 };
  });
  const goesOn = (): boolean => !isOver;
  const [{ events: drained, seconds }, calls, echoes] = await Promise.all([
    over,
    keepPace(pace, () => reports.call(), goesOn),
    keepPace(ECHO_PACE, () => echo.call(reportBytes()), goesOn),
  ]);
  return { beside, seconds, drained, calls, echoes };
}
