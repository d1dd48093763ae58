/**
 * What a caller knows after a try: it has an answer; it was told that nothing has happened; or it cannot know (no
 * answer came, or one that leaves it open).
 */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** An answer of the service. */
export interface Answer {
  /** What was made: the id of an incident. */
  readonly id: string;
  /** Who answers for it; empty: nobody. */
  readonly routedTo: string;
  /** Of all its bytes: a repeat gets the same ones. */
  readonly digest: string;
}

/** One call. Times are of one clock, in milliseconds. */
export interface Attempt {
  readonly began: number;
  readonly ended: number;
  readonly outcome: Outcome;
  readonly answer?: Answer;
  /** Why there is no answer: a status code. */
  readonly reason?: string;
  /** When to come back, as the service said; milliseconds. */
  readonly retryAfterMs?: number;
}

/** A write that a caller wants once, however often it has to send it. */
export interface Operation {
  readonly requestId: string;
  /** Of the body: the same id with another body is another operation. */
  readonly bodyDigest: string;
  /** What it is counted as, once it is there: a category. */
  readonly countsAs: string;
  readonly attempts: readonly Attempt[];
}

export function outcomeOf({ attempts }: Operation): Outcome {
  if (attempts.some(({ outcome }) => outcome === 'acknowledged')) return 'acknowledged';
  // Sent and not ended counts as well: whoever died with the call knows nothing of it.
  const isOpen = attempts.length === 0 || attempts.some(({ outcome }) => outcome === 'unknown');
  return isOpen ? 'unknown' : 'refused';
}

/** The first answer that came, and when. */
export function acknowledgementOf({
  attempts,
}: Operation): { readonly answer: Answer; readonly ended: number } | undefined {
  const [first] = attempts.flatMap(({ answer, ended }) => (answer === undefined ? [] : [{ answer, ended }]));
  return first;
}
