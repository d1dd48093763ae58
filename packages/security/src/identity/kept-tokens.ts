import type { Person } from './person.ts';

/** A key that its issuer withdraws is accepted for at most this long. */
const KEPT_MS = 60_000;
/** More than the number of people who work at the same time. */
const MOST = 10_000;

interface Kept {
  readonly person: Person;
  readonly until: number;
}

/** Verified tokens, by their digests, because verifying a signature costs as much as a small call. */
export class KeptTokens {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  /** @param now milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  find(digest: string): Person | undefined {
    const found = this.#kept.get(digest);
    if (found === undefined) return undefined;
    if (this.#now() < found.until) return found.person;
    this.#kept.delete(digest);
    return undefined;
  }

  keep(digest: string, person: Person): void {
    // Evicts the oldest entry.
    const [first] = this.#kept.keys();
    if (this.#kept.size >= MOST && first !== undefined) this.#kept.delete(first);
    this.#kept.set(digest, { person, until: Math.min(person.expiresAt, this.#now() + KEPT_MS) });
  }
}
