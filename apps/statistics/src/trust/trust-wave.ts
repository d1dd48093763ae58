import type { Day } from '../calendar/module.ts';

/** The figure of a wave of surveys, in the country or an oblast, as the registry publishes it. */
export interface TrustWave {
  readonly wave: string;
  /** Empty for the country. */
  readonly oblastCode: string;
  /** The last day of fieldwork, on which the wave counts; undefined if all its surveys were withdrawn. */
  readonly day: Day | undefined;
  readonly sampleSize: number;
  readonly effectiveSampleSize: number;
  /** From 0 to 1. Undefined if it is hidden. */
  readonly share: Share | undefined;
  readonly measuredAt: Date;
  /** The day on which the registry recorded the event. */
  readonly knownOn: Day;
}

interface Share {
  readonly value: number;
  /** Wilson's interval with 95 % confidence on the effective sample size. */
  readonly low: number;
  readonly high: number;
}
