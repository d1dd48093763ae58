import type { Figures, ReportFigures } from './figures.ts';

/** Processor time per batch and per row: a + b · rows, µs. */
export interface Times {
  readonly ofGroup: number;
  readonly ofRow: number;
}

/** Processor time of a report, by process. */
export interface ServiceTimes {
  /** Before its answer. */
  readonly program: Times;
  readonly postgres: Times;
  /** After it, in the same process and database. */
  readonly relay: { readonly program: Times; readonly postgres: Times };
  readonly others: Times;
  readonly caller: Times;
  /** Time a commit waits for the disk, µs, without processor time. */
  readonly disk: number;
}

/**
 * Share of the relay in the cost per batch. Not measured separately; calibrated so that the simulation matches the
 * measurements.
 */
const RELAY_SHARE = 0.3;

/** Each load gives time per call and rows per batch; a line through these points gives both parts. */
export function serviceTimes({ reports, insert, relay }: Figures): ServiceTimes {
  const by = (micros: (load: ReportFigures) => number): Times => lineThrough(reports, micros);
  const [program, relayOfProgram] = apart(
    by(({ programMicros }) => programMicros),
    relay.programMicros,
  );
  const [postgres, relayOfPostgres] = apart(
    by(({ postgresMicros }) => postgresMicros),
    relay.postgresMicros,
  );
  return {
    program,
    postgres,
    relay: { program: relayOfProgram, postgres: relayOfPostgres },
    others: by(({ othersMicros }) => othersMicros),
    caller: by(({ callerMicros }) => callerMicros),
    disk: Math.max(0, insert.p50Ms * 1_000 - insert.programMicros - insert.postgresMicros),
  };
}

/** The parts before the answer and of the relay. */
function apart({ ofGroup, ofRow }: Times, relayOfRow: number): readonly [Times, Times] {
  const relay = { ofGroup: ofGroup * RELAY_SHARE, ofRow: Math.min(ofRow, relayOfRow) };
  return [{ ofGroup: ofGroup - relay.ofGroup, ofRow: ofRow - relay.ofRow }, relay];
}

export function timeOf({ ofGroup, ofRow }: Times, rows: number): number {
  return ofGroup + ofRow * rows;
}

/** Sum of both. */
export function sumOf(one: Times, other: Times): Times {
  return { ofGroup: one.ofGroup + other.ofGroup, ofRow: one.ofRow + other.ofRow };
}

/** Time per call in a batch of this size. */
export function timeOfCall(times: Times, rows: number): number {
  return timeOf(times, rows) / rows;
}

/**
 * Least squares of t = a / rows + b, weighted by relative error, so that small and large times fit equally well.
 * Neither part is negative.
 */
function lineThrough(loads: readonly ReportFigures[], micros: (load: ReportFigures) => number): Times {
  const points = loads.map((load) => {
    const t = Math.max(1, micros(load));
    return { x: 1 / load.rowsOfGroup, t, weight: 1 / t ** 2 };
  });
  const sum = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((total, point) => total + point.weight * of(point), 0);
  const [w, x, t] = [sum(() => 1), sum((point) => point.x), sum((point) => point.t)];
  const [xx, xt] = [sum((point) => point.x ** 2), sum((point) => point.x * point.t)];
  const ofGroup = Math.max(0, (w * xt - x * t) / (w * xx - x * x));
  return { ofGroup, ofRow: Math.max(0, (t - ofGroup * x) / w) };
}
