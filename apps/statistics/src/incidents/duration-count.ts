import { bucketOf } from './response-time.ts';
import { knownAfter, territoriesOf, type EventGrowth, type Located } from './event-count.ts';

/** Services that go to the scene, as in the contract. */
export const RESPONDERS = [
  'police',
  'rescue',
  'ambulance',
  'air_medical',
  'gas',
  'municipality',
  'education_safety',
] as const;

export type Responder = (typeof RESPONDERS)[number];

/** A time from one step of an incident to another. */
export interface CountedDuration extends Located {
  readonly measure: string;
  /** Undefined where it is not of one responder. */
  readonly responder: Responder | undefined;
  /** Whole milliseconds, 0 or more. */
  readonly milliseconds: number;
  /** -1 when it no longer counts. */
  readonly by: 1 | -1;
}

/** A bucket of a histogram (`response-time.ts`), with what it grows by. */
export interface DurationGrowth extends EventGrowth {
  /** Empty where it is not of one responder. */
  readonly responder: Responder | '';
  readonly bucket: number;
}

/** All buckets that these durations change, each of them once. */
export function countDurations(durations: readonly CountedDuration[]): DurationGrowth[] {
  const buckets = new Map<string, DurationGrowth>();
  for (const duration of durations) {
    const { measure, category, day, milliseconds, by } = duration;
    const responder: Responder | '' = duration.responder ?? '';
    const knownOn = knownAfter(day, duration.knownOn);
    const counter = { measure, category, day, knownOn, responder, bucket: bucketOf(milliseconds) };
    for (const territoryCode of territoriesOf(duration)) {
      const key = `${Object.values(counter).join(' ')} ${territoryCode}`;
      buckets.set(key, { ...counter, territoryCode, value: (buckets.get(key)?.value ?? 0) + by });
    }
  }
  return [...buckets.values()].filter(({ value }) => value !== 0);
}
