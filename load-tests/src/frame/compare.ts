import { setTimeout as sleep } from 'node:timers/promises';
import { between, sumOf, type Clock, type ProcessorTime } from './clock.ts';
import { measuredOf, median, middleOf, type Load, type Measured, type Work } from './in-flight.ts';

/** A contestant: the subject, a floor, or a rival. */
export interface Contestant {
  readonly name: string;
  /** Preparation before its turn; not measured. */
  prepare?(): Promise<void>;
  work(load: Load): Promise<Work>;
  readonly clock: Clock;
}

export interface Rules extends Load {
  readonly rounds: number;
  /** Warm-up of each before the first round; default 1. */
  readonly warmUpSeconds?: number;
  /** Processor time, in cores, that all of them use while idle; default 0.15. Raise it for more processes. */
  readonly quietShare?: number;
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
}

/** The first contestant is the subject. Each round measures all of them, so that all see the same noise. */
export async function compare(contestants: readonly Contestant[], rules: Rules): Promise<Standing[]> {
  for (const one of contestants) await turnOf(one, { ...rules, seconds: rules.warmUpSeconds ?? 1 });
  const rounds: Turn[][] = [];
  for (let round = 0; round < rules.rounds; round += 1) {
    const turns: Turn[] = [];
    for (const one of contestants) turns.push(await turnOf(one, rules));
    rounds.push(turns);
  }
  return contestants.map(({ name }, index) => standing(name, rules.inFlight, rounds, index));
}

interface Turn {
  readonly measured: Measured;
  readonly cpu: ProcessorTime;
  readonly callerCpu: number;
}

async function turnOf(contestant: Contestant, load: Load & Pick<Rules, 'quietShare'>): Promise<Turn> {
  await contestant.prepare?.();
  const before = contestant.clock();
  const calling = process.cpuUsage();
  const done = await contestant.work(load);
  const called = process.cpuUsage(calling);
  await settle(contestant.clock, load.quietShare ?? QUIET_SHARE);
  const spent = between(before, contestant.clock());
  const micros = 1_000 / done.operations;
  return {
    measured: measuredOf(done),
    cpu: { program: spent.program * micros, postgres: spent.postgres * micros, others: spent.others * micros },
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
async function settle(clock: Clock, quietShare: number): Promise<void> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  for (let last = sumOf(clock()); performance.now() < giveUpAt;) {
    const lookedAt = performance.now();
    await sleep(LOOK_EVERY_MS);
    const now = sumOf(clock());
    if (now - last <= quietShare * (performance.now() - lookedAt)) return;
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
  };
}

function turnAt(turns: readonly Turn[], index: number): Turn {
  const turn = turns[index];
  if (turn === undefined) throw new Error('a contestant had no turn in a round');
  return turn;
}
