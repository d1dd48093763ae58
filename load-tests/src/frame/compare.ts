import { setTimeout as sleep } from 'node:timers/promises';
import { between, sumOf, times, type Clock, type ProcessorTime } from './clock.ts';
import { measuredOf, median, middleOf, type Load, type Measured, type Work } from './in-flight.ts';

/** A contestant: the subject or a floor. */
export interface Contestant {
  readonly name: string;
  /** Preparation before its turn; not measured. */
  prepare?(): Promise<void>;
  work(load: Load): Promise<Work>;
  /** What is read after its turn; no part of it. */
  finish?(): Promise<void>;
  readonly clock: Clock;
}

/** The time of everything except the work. */
interface Time {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

const REAL_TIME: Time = { now: () => performance.now(), sleep };

export interface Rules extends Load {
  readonly rounds: number;
  /** Warm-up of each before the first round; default 1. */
  readonly warmUpSeconds?: number;
  /** Processor time, in cores, that all of them use while idle; default 0.15. Raise it for more processes. */
  readonly quietShare?: number;
  /** How long to watch the idle system before the first round; its consumption is subtracted from each turn. Default 0. */
  readonly idleSeconds?: number;
  /** Default: the real one. */
  readonly time?: Time;
}

/** Results of a contestant, medians over the rounds. */
export interface Standing extends Measured {
  readonly name: string;
  readonly inFlight: number;
  /** Processor time per operation, µs, including work after the answer. */
  readonly cpu: ProcessorTime;
  /** Processor time of the caller, which the ratios exclude. */
  readonly callerCpu: number;
  /** Throughput of the subject ÷ throughput of this one in the same round. */
  readonly ratio: number;
  /** Processor time per operation (program and database) of the subject ÷ that of this one in the same round. */
  readonly cpuRatio: number;
  /** One of each round, in their order, for ratios of other sums. */
  readonly turns: readonly Turn[];
}

/** What one of them did in one round. */
export interface Turn {
  readonly measured: Measured;
  /** Processor time of an operation, µs. */
  readonly cpu: ProcessorTime;
  readonly callerCpu: number;
}

/**
 * The first is the subject. All have a turn in each round, so that all see the same noise, and every other round goes
 * backwards (A B B A), so that a drift of the machine favors none.
 */
export async function compare(contestants: readonly Contestant[], rules: Rules): Promise<Standing[]> {
  for (const one of contestants) await turnOf(one, { ...rules, seconds: rules.warmUpSeconds ?? 1 }, NOTHING);
  const idle = await idleOf(contestants, rules);
  const rounds: Turn[][] = [];
  for (let round = 0; round < rules.rounds; round += 1) {
    const turns: Turn[] = [];
    const order = [...contestants.entries()];
    for (const [index, one] of round % 2 === 0 ? order : order.toReversed()) {
      turns[index] = await turnOf(one, rules, idle[index] ?? NOTHING);
    }
    rounds.push(turns);
  }
  return contestants.map(({ name }, index) => standing(name, rules.inFlight, rounds, index));
}

const NOTHING: ProcessorTime = { program: 0, postgres: 0, others: 0 };

/** What each one's processes consume while nobody calls, ms of processor time a ms. */
async function idleOf(
  contestants: readonly Contestant[],
  { idleSeconds = 0, time = REAL_TIME }: Rules,
): Promise<ProcessorTime[]> {
  if (idleSeconds === 0) return [];
  const before = contestants.map(({ clock }) => clock());
  const began = time.now();
  await time.sleep(idleSeconds * 1_000);
  const perMs = 1 / (time.now() - began);
  return contestants.map(({ clock }, index) => times(between(before[index] ?? NOTHING, clock()), perMs));
}

/** @param idle what is subtracted for each ms of the turn. */
async function turnOf(
  contestant: Contestant,
  { time = REAL_TIME, ...load }: Load & Pick<Rules, 'quietShare' | 'time'>,
  idle: ProcessorTime,
): Promise<Turn> {
  await contestant.prepare?.();
  const before = contestant.clock();
  const began = time.now();
  const calling = process.cpuUsage();
  const done = await contestant.work(load);
  const called = process.cpuUsage(calling);
  await settle(contestant.clock, load.quietShare ?? QUIET_SHARE, time);
  const spent = between(before, contestant.clock());
  const unused = times(idle, time.now() - began);
  await contestant.finish?.();
  return {
    measured: measuredOf(done),
    cpu: times(between(unused, spent), 1_000 / done.operations),
    callerCpu: (called.user + called.system) / done.operations,
  };
}

const LOOK_EVERY_MS = 200;
/** Idle services use a few percent of a core. */
const QUIET_SHARE = 0.15;
const TIMEOUT_MS = 60_000;

/**
 * Waits until the work after the answers (relay, consumers) is done, so that it counts for this contestant and not for
 * the next.
 */
async function settle(clock: Clock, quietShare: number, time: Time): Promise<void> {
  const giveUpAt = time.now() + TIMEOUT_MS;
  for (let last = sumOf(clock()); time.now() < giveUpAt;) {
    const lookedAt = time.now();
    await time.sleep(LOOK_EVERY_MS);
    const now = sumOf(clock());
    if (now - last <= quietShare * (time.now() - lookedAt)) return;
    last = now;
  }
  throw new Error(`work continues ${TIMEOUT_MS / 1_000} s after the last answer`);
}

function standing(name: string, inFlight: number, rounds: readonly Turn[][], index: number): Standing {
  const own = rounds.map((turns) => turnAt(turns, index));
  const cpuOf = (part: (cpu: ProcessorTime) => number): number => median(own.map(({ cpu }) => part(cpu)));
  const ratioBy = (figure: (turn: Turn) => number): number =>
    median(rounds.map((turns) => figure(turnAt(turns, 0)) / figure(turnAt(turns, index))));
  return {
    name,
    inFlight,
    ...middleOf(own.map(({ measured }) => measured)),
    cpu: {
      program: cpuOf((cpu) => cpu.program),
      postgres: cpuOf((cpu) => cpu.postgres),
      others: cpuOf((cpu) => cpu.others),
    },
    callerCpu: median(own.map(({ callerCpu }) => callerCpu)),
    ratio: ratioBy(({ measured }) => measured.perSecond),
    cpuRatio: ratioBy(({ cpu }) => cpu.program + cpu.postgres),
    turns: own,
  };
}

function turnAt(turns: readonly Turn[], index: number): Turn {
  const turn = turns[index];
  if (turn === undefined) throw new Error('a contestant had no turn in a round');
  return turn;
}
