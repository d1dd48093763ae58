import { CheckpointCheck, type Trust } from './check-checkpoints.ts';
import type { AuditCheckpoint } from './checkpoint.ts';
import type { AuditEntry } from './entry.ts';
import { entryDigest } from './entry-digest.ts';
import type { Finding } from './finding.ts';
import { digestOf, linkHash, NO_HASH, type AuditLink } from './link.ts';

/** An entry of an export, with the digest of its encrypted reason as it is stored now. */
export interface ExportedEntry extends AuditEntry {
  /** Empty if the reason no longer exists. */
  readonly foundReasonDigest: Uint8Array;
}

/** How much was checked. */
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
  /** Stored digests of the entries of the current link, so far. */
  #digests: Uint8Array[] = [];
  #isComplete = true;
  /** Entries beyond the end of the current link. */
  #outside: bigint[] = [];
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
    this.#reportUncovered((sequence) => sequence < this.#uncovered || sequence >= from);
    if (from < this.#uncovered || to < from) this.#find({ problem: 'link-altered', from, to });
    else if (!same(linkHash(link), hash)) this.#find({ problem: 'link-altered', from, to });
    // After a missing link the previous hash cannot match; the missing link is already reported.
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
    // Inserted, unless the next link shows that the link of this entry is missing.
    if (link === undefined || sequence > link.lastSequence || sequence < this.#nextEntry) {
      this.#outside.push(sequence);
      return;
    }
    this.#reportMissingUntil(sequence);
    this.#nextEntry = sequence + 1n;
    this.#digests.push(entry.digest);
    if (!same(entryDigest(entry, Number(sequence - link.firstSequence)), entry.digest)) {
      this.#isComplete = false;
      this.#find({ problem: 'entry-altered', from: sequence, to: sequence });
    }
    if (!same(entry.reasonDigest, entry.foundReasonDigest)) {
      const problem = entry.foundReasonDigest.length === 0 ? 'reason-missing' : 'reason-altered';
      this.#find({ problem, from: sequence, to: sequence });
    }
  }

  /** Adds a checkpoint that the service returned. */
  checkpoint(checkpoint: AuditCheckpoint): void {
    this.#checkpoints.add(checkpoint);
  }

  /** Call it last. Returns the findings in the order in which they were found; none if the chain is intact. */
  end(): { readonly findings: readonly Finding[]; readonly counted: Counted } {
    this.#closeLink();
    this.#reportUncovered(() => true);
    this.#checkpoints.end(this.#uncovered - 1n);
    const { size: checkpoints } = this.#checkpoints;
    const counted = { entries: this.#entries, links: this.#links, checkpoints, lastSequence: this.#uncovered - 1n };
    return { findings: this.#findings, counted };
  }

  #closeLink(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#reportMissingUntil(link.lastSequence + 1n);
    // The digest of each entry shows which one was altered, unless somebody recomputed it as well.
    if (this.#isComplete && !same(digestOf(this.#digests), link.digest)) {
      this.#find({ problem: 'entries-altered', from: link.firstSequence, to: link.lastSequence });
    }
    this.#checkpoints.compare(link);
    this.#link = undefined;
    this.#digests = [];
    this.#isComplete = true;
  }

  #reportUncovered(isInserted: (sequence: bigint) => boolean): void {
    for (const sequence of this.#outside) {
      if (isInserted(sequence)) this.#find({ problem: 'entry-inserted', from: sequence, to: sequence });
    }
    this.#outside = [];
  }

  #reportMissingUntil(sequence: bigint): void {
    if (sequence <= this.#nextEntry) return;
    this.#isComplete = false;
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
