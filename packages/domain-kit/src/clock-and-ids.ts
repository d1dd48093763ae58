/** Time and ids come from outside, so that rules are pure and tests choose both. */
export interface ClockAndIds {
  now(): Date;
  /** A UUID version 7 of that time. */
  newId(at: Date): string;
}
