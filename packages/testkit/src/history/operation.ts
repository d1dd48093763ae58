/**
 * The outcome of an attempt for its caller: acknowledged; rejected without effect; or unknown (no
 * answer, or an ambiguous one).
 */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** An answer of the service. */
export interface Answer {
  /** The id of the created incident. */
  readonly id: string;
  /** The responsible officer; empty: nobody. */
  readonly routedTo: string;
  /** Digest of all bytes: a retry gets the same ones. */
  readonly digest: string;
}

/** One call. Times are of one clock, in milliseconds. */
export interface Attempt {
  readonly began: number;
  readonly ended: number;
  readonly outcome: Outcome;
  readonly answer?: Answer;
  /** The status code of a call without an answer. */
  readonly reason?: string;
  /** Retry delay of the service; milliseconds. */
  readonly retryAfterMs?: number;
}

/** A write with an idempotency key, which may take several attempts. */
export interface Operation {
  readonly requestId: string;
  /** Digest of the body: the same id with another body is another operation. */
  readonly bodyDigest: string;
  /** The category that it counts as. */
  readonly countsAs: string;
  readonly attempts: readonly Attempt[];
}

export function outcomeOf({ attempts }: Operation): Outcome {
  if (attempts.some(({ outcome }) => outcome === 'acknowledged')) return 'acknowledged';
  // A call that never ended is also unknown: its caller died.
  const isOpen = attempts.length === 0 || attempts.some(({ outcome }) => outcome === 'unknown');
  return isOpen ? 'unknown' : 'refused';
}

/** The first answer and its time. */
export function acknowledgementOf({
  attempts,
}: Operation): { readonly answer: Answer; readonly ended: number } | undefined {
  const [first] = attempts.flatMap(({ answer, ended }) => (answer === undefined ? [] : [{ answer, ended }]));
  return first;
}
