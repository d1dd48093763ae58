/** How long an answer of a service is used again, and how many are kept. */
export interface Memory {
  readonly freshMs: number;
  /** After a failure, an answer of at most this age is used. */
  readonly staleMs: number;
  readonly most: number;
  /** Of all answers together, where one may be large: what their JSON takes, at two bytes a character. */
  readonly mostBytes?: number;
}

interface Entry<Value> {
  value: Promise<Value>;
  at: number;
  bytes: number;
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
  { freshMs, staleMs, most, mostBytes }: Memory,
  now: () => number,
  onUse: (source: AnswerSource) => void,
): (key: string) => Promise<Value> {
  const entries = new Map<string, Entry<Value>>();
  let bytes = 0;

  function forget(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  /** Until the others are within the bounds. They are in the order of their start. */
  function forgetOldest(): void {
    for (const key of entries.keys()) {
      if (entries.size <= most && bytes <= (mostBytes ?? Infinity)) return;
      forget(key);
    }
  }

  function start(key: string, known: Entry<Value> | undefined): Promise<Value> {
    const at = now();
    // The last answer stays in memory until there is a newer one.
    const entry: Entry<Value> = { value: read(key), at, bytes: known?.bytes ?? 0, last: known?.last };
    entry.value = entry.value.then(
      (value) => {
        entry.last = { value, at };
        if (mostBytes !== undefined && entries.get(key) === entry) {
          const size = 2 * JSON.stringify(value).length;
          bytes += size - entry.bytes;
          entry.bytes = size;
          forgetOldest();
        }
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
        if (entries.get(key) === entry) forget(key);
        throw error;
      },
    );
    // At the end of the order.
    forget(key);
    entries.set(key, entry);
    bytes += entry.bytes;
    forgetOldest();
    return entry.value;
  }

  return (key) => {
    const known = entries.get(key);
    if (known === undefined || now() - known.at >= freshMs) return start(key, known);
    onUse('memory');
    return known.value;
  };
}
