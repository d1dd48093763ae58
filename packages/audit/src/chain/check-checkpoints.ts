import { isSigned, type AuditCheckpoint } from './checkpoint.ts';
import type { Finding } from './finding.ts';
import type { AuditLink } from './link.ts';

/** What a chain is checked against besides itself. */
export interface Trust {
  /** Checkpoints that were kept elsewhere. */
  readonly kept: readonly AuditCheckpoint[];
  /** Ids of keys that may have signed; absent: whatever key a checkpoint names. */
  readonly keyIds?: ReadonlySet<string> | undefined;
}

/** Compares checkpoints with the links for which they were signed. */
export class CheckpointCheck {
  readonly #keyIds: ReadonlySet<string> | undefined;
  readonly #find: (finding: Finding) => void;
  /** Those whose link has not come yet, by their sequence. */
  readonly #waiting = new Map<bigint, AuditCheckpoint[]>();
  #size = 0;

  constructor({ kept, keyIds }: Trust, find: (finding: Finding) => void) {
    this.#keyIds = keyIds;
    this.#find = find;
    for (const checkpoint of kept) this.told(checkpoint);
  }

  /** How many there were. */
  get size(): number {
    return this.#size;
  }

  told(checkpoint: AuditCheckpoint): void {
    this.#size += 1;
    const { sequence } = checkpoint;
    // Unsigned it says nothing of the chain, only of whoever gave it.
    if (!isSigned(checkpoint)) return this.#find({ problem: 'checkpoint-forged', from: sequence, to: sequence });
    if (this.#keyIds?.has(checkpoint.keyId) === false) {
      return this.#find({ problem: 'checkpoint-untrusted', from: sequence, to: sequence });
    }
    this.#waiting.set(sequence, [...(this.#waiting.get(sequence) ?? []), checkpoint]);
  }

  /** The link is whole, and what comes next is the one after it. */
  passed({ lastSequence, hash }: AuditLink): void {
    const due = this.#waiting.get(lastSequence) ?? [];
    this.#waiting.delete(lastSequence);
    if (due.some((checkpoint) => Buffer.compare(checkpoint.hash, hash) !== 0)) this.#contradict(lastSequence);
  }

  /** @param lastSequence the last one that a link covers. */
  end(lastSequence: bigint): void {
    const left = [...this.#waiting.keys()].toSorted((a, b) => (a < b ? -1 : 1));
    for (const sequence of left) if (sequence <= lastSequence) this.#contradict(sequence);
    const furthest = left.at(-1) ?? 0n;
    if (furthest > lastSequence) this.#find({ problem: 'cut-off', from: lastSequence + 1n, to: furthest });
  }

  #contradict(sequence: bigint): void {
    this.#find({ problem: 'checkpoint-contradicted', from: sequence, to: sequence });
  }
}
