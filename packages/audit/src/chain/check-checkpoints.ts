import { isSigned, type AuditCheckpoint } from './checkpoint.ts';
import type { Finding } from './finding.ts';
import type { AuditLink } from './link.ts';

/** What a chain is checked against, in addition to its own hashes. */
export interface Trust {
  /** Checkpoints that were stored elsewhere. */
  readonly kept: readonly AuditCheckpoint[];
  /** Ids of the keys that may sign; if absent, any key that a checkpoint names. */
  readonly keyIds?: ReadonlySet<string> | undefined;
}

/** Compares checkpoints with the links for which they were signed. */
export class CheckpointCheck {
  readonly #keyIds: ReadonlySet<string> | undefined;
  readonly #find: (finding: Finding) => void;
  /** Checkpoints whose link has not arrived yet, by sequence. */
  readonly #pending = new Map<bigint, AuditCheckpoint[]>();
  #size = 0;

  constructor({ kept, keyIds }: Trust, find: (finding: Finding) => void) {
    this.#keyIds = keyIds;
    this.#find = find;
    for (const checkpoint of kept) this.add(checkpoint);
  }

  /** The number of checkpoints. */
  get size(): number {
    return this.#size;
  }

  add(checkpoint: AuditCheckpoint): void {
    this.#size += 1;
    const { sequence } = checkpoint;
    // Without a valid signature it proves nothing about the chain.
    if (!isSigned(checkpoint)) return this.#find({ problem: 'checkpoint-forged', from: sequence, to: sequence });
    if (this.#keyIds?.has(checkpoint.keyId) === false) {
      return this.#find({ problem: 'checkpoint-untrusted', from: sequence, to: sequence });
    }
    this.#pending.set(sequence, [...(this.#pending.get(sequence) ?? []), checkpoint]);
  }

  /** Call it when the check of a link is complete. */
  compare({ lastSequence, hash }: AuditLink): void {
    const signed = this.#pending.get(lastSequence) ?? [];
    this.#pending.delete(lastSequence);
    if (signed.some((checkpoint) => Buffer.compare(checkpoint.hash, hash) !== 0)) this.#contradict(lastSequence);
  }

  /** @param lastSequence the last sequence that a link covers. */
  end(lastSequence: bigint): void {
    const left = [...this.#pending.keys()].toSorted((a, b) => (a < b ? -1 : 1));
    for (const sequence of left) if (sequence <= lastSequence) this.#contradict(sequence);
    const furthest = left.at(-1) ?? 0n;
    if (furthest > lastSequence) this.#find({ problem: 'cut-off', from: lastSequence + 1n, to: furthest });
  }

  #contradict(sequence: bigint): void {
    this.#find({ problem: 'checkpoint-contradicted', from: sequence, to: sequence });
  }
}
