// The entries of a chain of custody, and how they are hashed: docs/custody-format.md.
import { createHash } from 'node:crypto';

/** The previous hash of the first entry. */
const NO_HASH = '00'.repeat(32);
/** How far entries may have been renumbered, and how many hashes the search for it may take. */
const NEAR = 1_000;
const MAX_HASHES = 200_000;

/**
 * Names each entry that was altered, removed or inserted by its index, also if those behind it were renumbered: the hash
 * of an entry covers the index with which it was written.
 *
 * @param problems gets a sentence for each.
 * @returns by the index with which it was written, the entry that the others confirm.
 */
export function checkEntries({ recordingId, entries = [], anchor }, problems) {
  if (entries.length === 0) problems.push('there are no entries');
  const written = writtenIndexes(recordingId, entries);
  const { kept, replaced } = keepFollowed(entries, written, anchor);
  const present = new Set(kept.keys());
  let last = 0;
  for (const [at, entry] of entries.entries()) {
    const isKept = kept.get(written[at]) === entry;
    const index = written[at] ?? gapFor(entry, last, nextKept(entries, written, kept, at));
    if (index === undefined || (written[at] !== undefined && !isKept)) {
      problems.push(`${named(entries, at)} was inserted`);
    } else {
      if (!isKept || replaced.has(entry)) problems.push(`entry ${entry.index} was altered`);
      else if (index < last) problems.push(`entry ${entry.index} is not in its place`);
      else if (index !== entry.index) problems.push(`entry ${entry.index} was renumbered: it was written as ${index}`);
      present.add(index);
      last = Math.max(last, index);
    }
    if (entry.texts !== undefined && textDigest(entry.texts) !== hex(entry.textDigest)) {
      problems.push(`the reason of entry ${entry.index} was altered`);
    }
  }
  checkPresent([...present, anchor?.index ?? 0], present, problems);
  return kept;
}

/** With which index each entry was written; undefined if its hash fits none that is near. */
function writtenIndexes(recordingId, entries) {
  const known = new Map([[NO_HASH, 0]]);
  let shift = 0;
  let hashes = 0;
  return entries.map((entry) => {
    const fits = (index) => entryHash(recordingId, entry, index) === hex(entry.hash);
    const usual = entry.index - shift;
    const follows = known.get(hex(entry.previousHash));
    let index = [entry.index, usual, follows === undefined ? usual : follows + 1].find(fits);
    for (let far = 1; index === undefined && far <= NEAR && hashes < MAX_HASHES; far += 1, hashes += 2) {
      index = [usual + far, usual - far].find(fits);
    }
    if (index === undefined) return undefined;
    shift = entry.index - index;
    known.set(hex(entry.hash), index);
    return index;
  });
}

/**
 * Keeps one entry of each index, backwards: an entry names the hash of the one before it, and that of the signed one is
 * known. An entry that another one should have been is replaced: its hash was recomputed.
 */
function keepFollowed(entries, written, anchor) {
  const groups = new Map();
  for (const [at, index] of written.entries()) {
    if (index !== undefined) groups.set(index, [...(groups.get(index) ?? []), entries[at]]);
  }
  const kept = new Map();
  const replaced = new Set();
  for (const index of [...groups.keys()].toSorted((a, b) => b - a)) {
    const next = kept.get(index + 1);
    const named = next && hex(next.previousHash);
    const expected = index === anchor?.index ? hex(anchor.hash) : named;
    const group = groups.get(index);
    const entry = group.find(({ hash }) => hex(hash) === expected) ?? group[0];
    kept.set(index, entry);
    const isOther = named !== undefined && named !== hex(entry.hash);
    if (isOther || (index === 1 && hex(entry.previousHash) !== NO_HASH)) replaced.add(entry);
  }
  return { kept, replaced };
}

function nextKept(entries, written, kept, at) {
  return written.find((index, place) => place > at && kept.get(index) === entries[place]) ?? Infinity;
}

/** Where an entry that fits no index stood: in a gap that the others leave; undefined if there is none. */
function gapFor({ index }, last, next) {
  const gap = index > last && index < next ? index : last + 1;
  return gap < next ? gap : undefined;
}

function checkPresent(indexes, present, problems) {
  let last = 0;
  for (const index of indexes.toSorted((a, b) => a - b)) {
    const end = present.has(index) ? index - 1 : index;
    if (end === last + 1) problems.push(`entry ${end} is missing`);
    if (end > last + 1) problems.push(`entries ${last + 1} to ${end} are missing`);
    last = Math.max(last, index);
  }
}

/** Two entries may have the same index. */
function named(entries, at) {
  const { index } = entries[at];
  const isTwice = entries.some((entry, place) => place !== at && entry.index === index);
  return `entry ${index}${isTwice ? ` (number ${at + 1} in the proof)` : ''}`;
}

function entryHash(recordingId, entry, index) {
  return sha256(
    [
      'recording-custody/1',
      recordingId,
      String(index),
      hex(entry.previousHash),
      kindOf(entry),
      String(Date.parse(entry.occurredTime)),
      entry.system ?? '',
      entry.edrpou ?? '',
      entry.actingUser ?? '',
      entry.purpose ?? '',
      entry.facts ?? '',
      hex(entry.textDigest),
    ]
      .map(netstring)
      .join(''),
  );
}

function textDigest({ reason = '', place = '', salt }) {
  return sha256(['recording-custody-text/1', hex(salt), reason, place].map(netstring).join(''));
}

export function kindOf(entry) {
  return entry.kind.replace('CUSTODY_KIND_', '').toLowerCase();
}

export function hex(base64 = '') {
  return Buffer.from(base64, 'base64').toString('hex');
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

export function netstring(text) {
  return `${Buffer.byteLength(text)}:${text},`;
}
