export interface Clock {
  readonly now: () => Date;
}

/** Time and ids are injected, so that rules stay pure and tests control both. */
export interface ClockAndIds extends Clock {
  /** A UUID version 7 for that time. */
  newId(at: Date): string;
}
