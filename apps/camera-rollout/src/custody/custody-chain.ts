import { NO_HASH, type CustodyEntry } from './custody-entry.ts';
import { entryHash } from './custody-hash.ts';

export const CHAIN_PROBLEMS = [
  'altered',
  'missing',
  'inserted',
  'text_altered',
  'text_missing',
  'anchor_broken',
  'anchor_missing',
  'head_missing',
] as const;
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

const MAX_FINDINGS = 1_000;
/** How far entries may have been renumbered at one place. */
const NEAR = 1_000;
/** So that a chain of which much was altered does not cost a search for each entry. */
const MAX_SEARCHED = 20_000;

/**
 * Checks a chain of custody entry by entry and names the index of each that was altered, removed or inserted, also if
 * somebody has renumbered the entries behind it. It keeps only the hashes of the last entries in memory.
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
  /** The last entries by hash: the index with which each was written, and the one that it has. */
  readonly #seen = new Map([[keyOf(NO_HASH), { written: 0, index: 0 }]]);
  #searched = 0;

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
    const usual = index - this.#shift;
    const written = this.#writtenIndex(entry, usual);
    if (written === undefined) this.#find('altered', index);
    else if (written < usual) this.#findInsertedBefore(entry, written, usual);
    else if (written > usual) {
      this.#find('missing', usual, written - 1);
      this.#shift = index - written;
    } else if (this.#last !== undefined && !same(entry.previousHash, this.#last)) {
      // The entry before it is consistent in itself, but it is not the one that was there: its hash was recomputed.
      this.#find('altered', index - 1);
    }
    this.#last = entry.hash;
    if (written !== undefined || !this.#seen.has(keyOf(entry.hash))) this.#remember(entry, written ?? usual);
    const anchored = this.#anchored.get(index - this.#shift);
    if (anchored !== undefined && !same(anchored, entry.hash)) this.#find('altered', index);
  }

  /** Records that the texts of an entry are not those that were written. */
  addText(problem: 'text_altered' | 'text_missing', index: number): void {
    this.#find(problem, index);
  }

  /** Records that the audit does not confirm what it seems to cover, or no longer covers what it did. */
  addAnchor(problem: 'anchor_broken' | 'anchor_missing', from: number, to = from): void {
    this.#find(problem, from, to);
  }

  /**
   * Call it last. Returns the findings by index; none if the chain is intact.
   *
   * @param head undefined if it is lost: then only the audit says where the chain ends.
   */
  end(head: ChainHead | undefined): ChainFinding[] {
    const written = this.#next - 1 - this.#shift;
    const { length, hash } = head ?? { length: written, hash: this.#last ?? NO_HASH };
    if (head === undefined) this.#find('head_missing', Math.max(1, this.#next - 1));
    const expected = Math.max(length, ...this.#anchored.keys());
    if (written < expected) this.#find('missing', written + 1, expected);
    if (written > length) this.#findInserted(length + 1 + this.#shift, this.#next - 1);
    const isHead = written === length && this.#last !== undefined && length > 0;
    if (isHead && !same(this.#last ?? NO_HASH, hash)) this.#find('altered', this.#next - 1);
    return [...this.#findings.values()].toSorted((a, b) => a.from - b.from);
  }

  /** The index with which the hash of the entry was made, if it was made for one that is near. */
  #writtenIndex(entry: CustodyEntry, usual: number): number | undefined {
    const isOf = (index: number): boolean => same(entryHash({ ...entry, index }), entry.hash);
    if (isOf(usual)) return usual;
    const previous = this.#seen.get(keyOf(entry.previousHash));
    if (previous !== undefined && isOf(previous.written + 1)) return previous.written + 1;
    for (let far = 1; far <= NEAR && (far === 1 || this.#searched < MAX_SEARCHED); far += 1) {
      this.#searched += 2;
      if (isOf(usual + far)) return usual + far;
      if (isOf(usual - far)) return usual - far;
    }
    return undefined;
  }

  #remember({ hash, index }: CustodyEntry, written: number): void {
    this.#seen.set(keyOf(hash), { written, index });
    if (this.#seen.size <= NEAR) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  /** An entry was written for a place that is taken: those since the entry before it do not belong there. */
  #findInsertedBefore({ index, previousHash }: CustodyEntry, written: number, usual: number): void {
    const previous = this.#seen.get(keyOf(previousHash));
    const isBefore = previous?.written === written - 1;
    this.#findInserted(isBefore ? previous.index + 1 : Math.max(1, index - (usual - written)), index - 1);
    // It was not missing, but in another place. What is missing behind it is found again.
    for (const [key, { problem, from }] of this.#findings) {
      if (problem === 'missing' && from >= written) this.#findings.delete(key);
    }
    this.#shift = index - written;
  }

  /** Entries that were inserted may have seemed to be altered ones. */
  #findInserted(from: number, to: number): void {
    for (let index = from; index <= to; index += 1) this.#findings.delete(`altered ${index}`);
    if (from <= to) this.#find('inserted', from, to);
  }

  #find(problem: ChainProblem, from: number, to = from): void {
    const key = `${problem} ${from}`;
    if (this.#findings.size < MAX_FINDINGS || this.#findings.has(key)) this.#findings.set(key, { problem, from, to });
  }
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('latin1');
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
