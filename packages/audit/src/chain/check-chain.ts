import { CheckpointCheck, type Trust } from './check-checkpoints.ts';
import type { AuditCheckpoint } from './checkpoint.ts';
import type { AuditEntry } from './entry.ts';
import { entryDigest } from './entry-digest.ts';
import type { Finding } from './finding.ts';
import { digestOf, linkHash, NO_HASH, type AuditLink } from './link.ts';

/** An entry of an export, with the digest of its sealed reason as that is now. */
export interface ExportedEntry extends AuditEntry {
  /** Empty when there is none any more. */
  readonly foundReasonDigest: Uint8Array;
}

/** What was looked at. */
export interface Counted {
  readonly entries: number;
  readonly links: number;
  readonly checkpoints: number;
  /** The last sequence that a link covers. */
  readonly lastSequence: bigint;
}

/**
 * Verifies an exported chain from its beginning and reports everything that was changed. It processes a stream: it keeps
 * one link in memory, and a limited number of findings.
 */
export class ChainCheck {
  readonly #findings: Finding[] = [];
  readonly #checkpoints: CheckpointCheck;
  #link: AuditLink | undefined;
  /** Digests of the entries of the link so far, as stored. */
  #digests: Uint8Array[] = [];
  #isWhole = true;
  /** Entries that came after all that the link covers. */
  #loose: bigint[] = [];
  #nextEntry = 1n;
  /** The first sequence that no link covers. */
  #uncovered = 1n;
  #lastHash: Uint8Array = NO_HASH;
  #entries = 0;
  #links = 0;

  constructor(trust: Trust = { kept: [] }) {
    this.#checkpoints = new CheckpointCheck(trust, (finding) => this.#find(finding));
  }

  link(link: AuditLink): void {
    this.#closeLink();
    this.#links += 1;
    const { firstSequence: from, lastSequence: to, hash, previousHash } = link;
    if (from > this.#uncovered) this.#find({ problem: 'link-missing', from: this.#uncovered, to: from - 1n });
    this.#tellLoose((sequence) => sequence < this.#uncovered || sequence >= from);
    if (from < this.#uncovered || to < from) this.#find({ problem: 'link-altered', from, to });
    else if (!same(linkHash(link), hash)) this.#find({ problem: 'link-altered', from, to });
    // After one that is missing it follows nothing, and that has been said.
    else if (from === this.#uncovered && !same(previousHash, this.#lastHash)) {
      this.#find({ problem: 'link-unconnected', from, to });
    }
    this.#link = link;
    this.#lastHash = hash;
    this.#nextEntry = from;
    if (to >= this.#uncovered) this.#uncovered = to + 1n;
  }

  entry(entry: ExportedEntry): void {
    this.#entries += 1;
    const { sequence } = entry;
    const link = this.#link;
    // Put in from outside, unless the next link shows that it is its own link that is missing.
    if (link === undefined || sequence > link.lastSequence || sequence < this.#nextEntry) {
      this.#loose.push(sequence);
      return;
    }
    this.#missUntil(sequence);
    this.#nextEntry = sequence + 1n;
    this.#digests.push(entry.digest);
    if (!same(entryDigest(entry, Number(sequence - link.firstSequence)), entry.digest)) {
      this.#isWhole = false;
      this.#find({ problem: 'entry-altered', from: sequence, to: sequence });
    }
    if (!same(entry.reasonDigest, entry.foundReasonDigest)) {
      const problem = entry.foundReasonDigest.length === 0 ? 'reason-missing' : 'reason-altered';
      this.#find({ problem, from: sequence, to: sequence });
    }
  }

  /** A checkpoint as the service gives it. */
  checkpoint(checkpoint: AuditCheckpoint): void {
    this.#checkpoints.told(checkpoint);
  }

  /** To be called last. What is wrong, in the order in which it was found; empty when all is as it was written. */
  end(): { readonly findings: readonly Finding[]; readonly counted: Counted } {
    this.#closeLink();
    this.#tellLoose(() => true);
    this.#checkpoints.end(this.#uncovered - 1n);
    const { size: checkpoints } = this.#checkpoints;
    const counted = { entries: this.#entries, links: this.#links, checkpoints, lastSequence: this.#uncovered - 1n };
    return { findings: this.#findings, counted };
  }

  #closeLink(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#missUntil(link.lastSequence + 1n);
    // Which entry it was is known by its digest, unless that was computed anew as well.
    if (this.#isWhole && !same(digestOf(this.#digests), link.digest)) {
      this.#find({ problem: 'entries-altered', from: link.firstSequence, to: link.lastSequence });
    }
    this.#checkpoints.passed(link);
    this.#link = undefined;
    this.#digests = [];
    this.#isWhole = true;
  }

  #tellLoose(isInserted: (sequence: bigint) => boolean): void {
    for (const sequence of this.#loose) {
      if (isInserted(sequence)) this.#find({ problem: 'entry-inserted', from: sequence, to: sequence });
    }
    this.#loose = [];
  }

  #missUntil(sequence: bigint): void {
    if (sequence <= this.#nextEntry) return;
    this.#isWhole = false;
    this.#find({ problem: 'entry-missing', from: this.#nextEntry, to: sequence - 1n });
    this.#nextEntry = sequence;
  }

  #find(finding: Finding): void {
    this.#findings.push(finding);
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
