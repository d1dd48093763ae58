/** How long an answer of a service is used again, and how many are kept. */
export interface Memory {
  readonly freshMs: number;
  /** After a failure, an answer of at most this age is used. */
  readonly staleMs: number;
  readonly most: number;
}

interface Entry<Value> {
  value: Promise<Value>;
  at: number;
  /** The last value that was good, while a newer one is awaited or has failed. */
  last: { readonly value: Value; readonly at: number } | undefined;
}

/** Where an answer came from: the service, memory, or memory because the service failed. */
export type AnswerSource = 'service' | 'memory' | 'stale';

/**
 * Remembers the answers of a read by key: many visitors of a page cost its service one call. Calls at the same time share
 * one. When the service fails, the last good answer is used for a while.
 *
 * @param now milliseconds of a monotonic clock.
 * @param onUse is called for each answer that is used.
 */
export function remembered<Value>(
  read: (key: string) => Promise<Value>,
  { freshMs, staleMs, most }: Memory,
  now: () => number,
  onUse: (source: AnswerSource) => void,
): (key: string) => Promise<Value> {
  const entries = new Map<string, Entry<Value>>();

  function start(key: string, last: Entry<Value>['last']): Promise<Value> {
    const at = now();
    const entry: Entry<Value> = { value: read(key), at, last };
    entry.value = entry.value.then(
      (value) => {
        entry.last = { value, at };
        onUse('service');
        return value;
      },
      (error: unknown) => {
        // The next request tries again.
        entry.at = Number.NEGATIVE_INFINITY;
        if (entry.last !== undefined && now() - entry.last.at < staleMs) {
          onUse('stale');
          return entry.last.value;
        }
        entries.delete(key);
        throw error;
      },
    );
    // At the end of the order, so that the first one is the oldest.
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    return entry.value;
  }

  return (key) => {
    const known = entries.get(key);
    if (known === undefined || now() - known.at >= freshMs) return start(key, known?.last);
    onUse('memory');
    return known.value;
  };
}
