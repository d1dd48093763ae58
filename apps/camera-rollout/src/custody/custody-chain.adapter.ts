import { NO_HASH, type CustodyEntry } from './custody-entry.ts';
import { entryHash } from './custody-hash.adapter.ts';

export const CHAIN_PROBLEMS = ['altered', 'missing', 'inserted', 'text_altered', 'text_missing'] as const;
export type ChainProblem = (typeof CHAIN_PROBLEMS)[number];

/** A difference between the chain as it is stored and as it was written. */
export interface ChainFinding {
  readonly problem: ChainProblem;
  /** The first and the last index: as stored, for a missing entry as it was. */
  readonly from: number;
  readonly to: number;
}

/** The state in which the chain should be. */
export interface ChainHead {
  readonly length: number;
  readonly hash: Uint8Array;
}

const MOST_FINDINGS = 1_000;

/**
 * Checks a chain of custody entry by entry and names the index of each that was altered, removed or inserted, also if
 * somebody has renumbered the entries behind it. It keeps nothing of the entries in memory.
 */
export class ChainWalk {
  /** By problem and first index, so that two signs of one change are one finding. */
  readonly #findings = new Map<string, ChainFinding>();
  /** The hashes that the audit of the service covers, by index. */
  readonly #anchored: ReadonlyMap<number, Uint8Array>;
  #next = 1;
  /** How many more entries have been inserted than removed so far, by renumbering those behind them. */
  #shift = 0;
  /** The hash that the next entry must refer to; undefined if any will do, since the entry before it is missing. */
  #last: Uint8Array | undefined = NO_HASH;

  constructor(anchored: ReadonlyMap<number, Uint8Array> = new Map()) {
    this.#anchored = anchored;
  }

  /** @param entry in the order of the indexes. */
  add(entry: CustodyEntry): void {
    const { index } = entry;
    if (index > this.#next) {
      this.#find('missing', this.#next - this.#shift, index - 1 - this.#shift);
      this.#last = undefined;
    }
    this.#next = index + 1;
    const written = this.#writtenIndex(entry);
    if (written === undefined) this.#find('altered', index);
    else if (written < index - this.#shift) {
      this.#findings.delete(`altered ${index - 1}`);
      this.#find('inserted', index - 1);
      this.#shift += 1;
    } else if (written > index - this.#shift) {
      this.#find('missing', written - 1);
      this.#shift -= 1;
    } else if (this.#last !== undefined && !same(entry.previousHash, this.#last)) {
      // The entry before it is consistent in itself, but it is not the one that was there: its hash was recomputed.
      this.#find('altered', index - 1);
    }
    this.#last = entry.hash;
    const anchored = this.#anchored.get(index - this.#shift);
    if (anchored !== undefined && !same(anchored, entry.hash)) this.#find('altered', index);
  }

  /** Records that the texts of an entry are not those that were written. */
  addText(problem: 'text_altered' | 'text_missing', index: number): void {
    this.#find(problem, index);
  }

  /** Call it last. Returns the findings by index; none if the chain is intact. */
  end({ length, hash }: ChainHead): ChainFinding[] {
    const written = this.#next - 1 - this.#shift;
    const expected = Math.max(length, ...this.#anchored.keys());
    if (written < expected) this.#find('missing', written + 1, expected);
    if (written > length) {
      const first = length + 1 + this.#shift;
      for (let index = first; index < this.#next; index += 1) this.#findings.delete(`altered ${index}`);
      this.#find('inserted', first, this.#next - 1);
    }
    const isHead = written === length && this.#last !== undefined && length > 0;
    if (isHead && !same(this.#last ?? NO_HASH, hash)) this.#find('altered', this.#next - 1);
    return [...this.#findings.values()].toSorted((a, b) => a.from - b.from);
  }

  /** The index with which the hash of the entry was made, if it was made for one that is near. */
  #writtenIndex(entry: CustodyEntry): number | undefined {
    const usual = entry.index - this.#shift;
    return [usual, usual - 1, usual + 1].find((index) => same(entryHash({ ...entry, index }), entry.hash));
  }

  #find(problem: ChainProblem, from: number, to = from): void {
    const key = `${problem} ${from}`;
    if (this.#findings.size < MOST_FINDINGS || this.#findings.has(key)) this.#findings.set(key, { problem, from, to });
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
