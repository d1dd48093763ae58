/** A committed event of the producer, by its position in the ledger. */
export interface Recorded {
  readonly position: number;
  /** Milliseconds since 1970, as the event says. */
  readonly at: number;
}

/** How far the consumer's committed checkpoint was at some time. */
export interface Seen {
  readonly position: number;
  /** Milliseconds since 1970 by the same clock. */
  readonly at: number;
}

/**
 * Milliseconds from the time of each event to the first look at which the checkpoint had reached it. A consumer applies
 * events in the order of their positions.
 * @param recorded and `seen` in ascending order.
 * @throws Error when an event was not applied at the last look.
 */
export function countDelays(recorded: readonly Recorded[], seen: readonly Seen[]): number[] {
  let look = 0;
  return recorded.map(({ position, at }) => {
    while ((seen[look]?.position ?? Number.POSITIVE_INFINITY) < position) look += 1;
    const reached = seen[look];
    if (reached === undefined) throw new Error(`the event at position ${position} was not applied`);
    return reached.at - at;
  });
}
