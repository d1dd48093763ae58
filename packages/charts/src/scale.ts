import { extent, nice, ticks } from 'd3-array';

/** Places values of a domain between two ends. */
export interface Scale {
  readonly ticks: readonly number[];
  /** Within the ends, also for a value outside the domain. */
  readonly at: (value: number) => number;
  /** The end of the domain. */
  readonly highest: number;
}

/** Drawn no larger and no smaller than this, so that differences and steps stay numbers. The texts show the real value. */
const LARGEST = 1e300;
const SMALLEST = 1e-290;

/** A scale over the values and 0, with round ends. */
export function scaleOf(
  values: readonly number[],
  ends: readonly [from: number, to: number],
  tickCount: number,
): Scale {
  const [low = 0, high = 0] = extent([0, ...values.map(drawable)]);
  const [from, to] = low === high ? [0, 1] : nice(low, high, tickCount);
  const width = to - from;
  return {
    ticks: ticks(from, to, tickCount),
    highest: to,
    at: (value) => {
      const share = Math.min(1, Math.max(0, (drawable(value) - from) / width));
      return ends[0] + share * (ends[1] - ends[0]);
    },
  };
}

/** A scale over values above 0 whose equal steps are equal ratios. */
export function logScale(values: readonly number[], ends: readonly [from: number, to: number]): Scale {
  const logs = values.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  const [low = 0, high = 1] = extent(logs);
  const [from, to] = low === high ? [low - 1, high + 1] : [low, high];
  return {
    ticks: logTicks(from, to),
    highest: 10 ** to,
    at: (value) => {
      const share = value > 0 ? Math.min(1, Math.max(0, (Math.log10(value) - from) / (to - from))) : 0;
      return ends[0] + share * (ends[1] - ends[0]);
    },
  };
}

const MAX_POWERS = 6;

/** 1, 2, and 5 times the powers of ten; of many powers, some powers only. */
function logTicks(from: number, to: number): number[] {
  const powers = Math.ceil(to) - Math.floor(from) + 1;
  const step = Math.ceil(powers / MAX_POWERS);
  const factors = powers <= MAX_POWERS ? [1, 2, 5] : [1];
  return Array.from({ length: powers }, (_, index) => Math.floor(from) + index)
    .filter((_, index) => index % step === 0)
    .flatMap((power) => factors.map((factor) => factor * 10 ** power))
    .filter((tick) => Math.log10(tick) >= from && Math.log10(tick) <= to);
}

function drawable(value: number): number {
  if (Math.abs(value) < SMALLEST) return 0;
  return Math.min(LARGEST, Math.max(-LARGEST, value));
}
