/** Time and ids are injected, so that rules stay pure and tests control both. */
export interface ClockAndIds {
  now(): Date;
  /** A UUID version 7 for that time. */
  newId(at: Date): string;
}
