import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ChainWalk, type ChainHead } from './custody-chain.ts';
import { NO_HASH, writtenFacts, type CustodyEntry } from './custody-entry.ts';
import { digestOfTexts, entryHash } from './custody-hash.ts';

const recordingId = randomUUID();
const ACTOR = { system: 'portal', edrpou: '00000000', actingUser: 'olena', purpose: 'court-request' };

function chainOf(length: number): CustodyEntry[] {
  const chain: CustodyEntry[] = [];
  for (let index = 1; index <= length; index += 1) chain.push(entryAfter(chain, index));
  return chain;
}

function entryAfter(chain: readonly CustodyEntry[], index: number, facts = `step=${index}`): CustodyEntry {
  return hashed({
    recordingId,
    index,
    previousHash: chain[index - 2]?.hash ?? NO_HASH,
    kind: 'view',
    at: new Date(1_700_000_000_000 + index),
    actor: ACTOR,
    facts,
    textDigest: new Uint8Array(),
    hash: NO_HASH,
  });
}

function hashed(entry: CustodyEntry): CustodyEntry {
  return { ...entry, hash: entryHash(entry) };
}

function headOf(chain: readonly CustodyEntry[]): ChainHead {
  return { length: chain.length, hash: chain.at(-1)?.hash ?? NO_HASH };
}

function findings(chain: readonly CustodyEntry[], head: ChainHead, anchored = new Map<number, Uint8Array>()) {
  const walk = new ChainWalk(anchored);
  for (const entry of chain) walk.add(entry);
  return walk
    .end(head)
    .map(({ problem, from, to }) => (from === to ? `${problem} ${from}` : `${problem} ${from}-${to}`));
}

/** The entries with new indexes from 1 on. */
function renumbered(chain: readonly CustodyEntry[]): CustodyEntry[] {
  return chain.map((entry, at) => ({ ...entry, index: at + 1 }));
}

const CHAIN = chainOf(9);
const HEAD = headOf(CHAIN);

test('an intact chain has no findings, and neither has an empty one', () => {
  expect(findings(CHAIN, HEAD)).toEqual([]);
  expect(findings([], { length: 0, hash: NO_HASH })).toEqual([]);
});

test.each<[string, Partial<CustodyEntry>]>([
  ['kind', { kind: 'export' }],
  ['time', { at: new Date(0) }],
  ['system', { actor: { ...ACTOR, system: 'other' } }],
  ['person', { actor: { ...ACTOR, actingUser: '' } }],
  ['purpose', { actor: { ...ACTOR, purpose: 'inspection' } }],
  ['organisation', { actor: { ...ACTOR, edrpou: '1' } }],
  ['facts', { facts: '' }],
  ['digest of the texts', { textDigest: new Uint8Array(32) }],
  ['previous hash', { previousHash: new Uint8Array(32).fill(1) }],
  ['recording', { recordingId: randomUUID() }],
  ['hash', { hash: new Uint8Array(32) }],
])('names an entry whose %s was altered', (_part, change) => {
  for (const index of [1, 5, 9]) {
    const altered = CHAIN.map((entry) => (entry.index === index ? { ...entry, ...change } : entry));
    expect(findings(altered, HEAD)).toEqual([`altered ${index}`]);
  }
});

test('names an altered entry also when its hash was recomputed', () => {
  for (const index of [1, 5, 9]) {
    const altered = CHAIN.map((entry) => (entry.index === index ? hashed({ ...entry, facts: 'forged' }) : entry));
    expect(findings(altered, HEAD)).toEqual([`altered ${index}`]);
  }
});

describe('a removed entry', () => {
  test.each([1, 5, 9])('is named: %i', (index) => {
    const rest = CHAIN.filter((entry) => entry.index !== index);
    expect(findings(rest, HEAD)).toEqual([`missing ${index}`]);
    expect(findings(renumbered(rest), HEAD)).toEqual([`missing ${index}`]);
  });

  test('is named when several are gone', () => {
    expect(findings(CHAIN.slice(0, 6), HEAD)).toEqual(['missing 7-9']);
    expect(findings([...CHAIN.slice(0, 2), ...CHAIN.slice(5)], HEAD)).toEqual(['missing 3-5']);
    expect(findings([], HEAD)).toEqual(['missing 1-9']);
  });

  test.each([
    [1, 2],
    [3, 2],
    [3, 3],
    [5, 3],
    [2, 7],
  ])('and those behind it are named when the rest was renumbered: from %i on, %i entries', (first, count) => {
    const rest = CHAIN.filter(({ index }) => index < first || index >= first + count);
    expect(findings(rest, HEAD)).toEqual([`missing ${first}-${first + count - 1}`]);
    expect(findings(renumbered(rest), HEAD)).toEqual([`missing ${first}-${first + count - 1}`]);
  });

  test('is named far from the others, and twice', () => {
    const long = chainOf(1_500);
    const rest = renumbered(long.filter(({ index }) => (index <= 100 || index > 900) && index !== 1_000));
    expect(findings(rest, headOf(long))).toEqual(['missing 101-900', 'missing 1000']);
  });
});

describe('an inserted entry', () => {
  test.each([1, 5, 9])('is named when those behind it were renumbered: %i', (index) => {
    const forged = entryAfter(CHAIN, index, 'forged');
    const inserted = renumbered([...CHAIN.slice(0, index - 1), forged, ...CHAIN.slice(index - 1)]);
    expect(findings(inserted, HEAD)).toEqual([`inserted ${index}`]);
    const broken = inserted.map((entry) => (entry.index === index ? { ...entry, hash: NO_HASH } : entry));
    expect(findings(broken, HEAD)).toEqual([`inserted ${index}`]);
  });

  test.each([
    [1, 2],
    [3, 2],
    [3, 3],
    [9, 2],
  ])('is named with others: before %i, %i entries', (before, count) => {
    const chain = CHAIN.slice(0, before - 1);
    for (let index = before; index < before + count; index += 1) chain.push(entryAfter(chain, index, 'forged'));
    const inserted = renumbered([...chain, ...CHAIN.slice(before - 1)]);
    const expected = [`inserted ${before}-${before + count - 1}`];
    expect(findings(inserted, HEAD)).toEqual(expected);
    const isForged = ({ index }: CustodyEntry): boolean => index >= before && index < before + count;
    const broken = inserted.map((entry) => (isForged(entry) ? { ...entry, hash: NO_HASH } : entry));
    expect(findings(broken, HEAD)).toEqual(expected);
  });

  test('is named when an entry before it was altered', () => {
    const changed = CHAIN.map((entry) => (entry.index === 4 ? { ...entry, facts: 'forged' } : entry));
    const forged = [entryAfter(CHAIN, 5, 'one'), entryAfter(CHAIN, 6, 'two')];
    const inserted = renumbered([...changed.slice(0, 4), ...forged, ...changed.slice(4)]);
    expect(findings(inserted, HEAD)).toEqual(['altered 4', 'inserted 5-6']);
  });

  test('is named behind the end', () => {
    const longer = [...CHAIN, entryAfter(CHAIN, 10)];
    expect(findings(longer, HEAD)).toEqual(['inserted 10']);
    const broken = longer.map((entry) => (entry.index === 10 ? { ...entry, hash: NO_HASH } : entry));
    expect(findings(broken, HEAD)).toEqual(['inserted 10']);
  });
});

test('names all of several changes', () => {
  const changed = CHAIN.flatMap((entry) =>
    entry.index === 2 ? [] : [entry.index === 6 ? { ...entry, facts: 'forged' } : entry],
  );
  expect(findings(changed, HEAD)).toEqual(['missing 2', 'altered 6']);
});

test('entries that changed places are named, and no others', () => {
  const [third, fourth] = CHAIN.slice(2, 4);
  const swapped = [...CHAIN.slice(0, 2), fourth, third, ...CHAIN.slice(4)].filter((entry) => entry !== undefined);
  expect(findings(renumbered(swapped), HEAD)).toEqual(['inserted 3', 'missing 4']);
});

test('a chain of which everything was altered is checked without a search for each entry', () => {
  const long = chainOf(3_000);
  const altered = long.map((entry) => ({ ...entry, facts: 'forged' }));
  const found = findings(altered, headOf(long));
  expect(found).toHaveLength(1_000);
  expect(found.at(-1)).toBe('altered 1000');
});

describe('a chain that was rewritten as a whole, with its head', () => {
  const forged = (() => {
    const chain = CHAIN.slice(0, 3);
    for (let index = 4; index <= 9; index += 1) chain.push(entryAfter(chain, index, 'forged'));
    return chain;
  })();
  const hashAt = (index: number): [number, Uint8Array] => [index, CHAIN[index - 1]?.hash ?? NO_HASH];

  test('contradicts what the audit covers', () => {
    expect(findings(forged, headOf(forged))).toEqual([]);
    expect(findings(forged, headOf(forged), new Map([hashAt(3), hashAt(7)]))).toEqual(['altered 7']);
  });

  test('lacks what the audit covers', () => {
    const shorter = CHAIN.slice(0, 5);
    expect(findings(shorter, headOf(shorter), new Map([hashAt(7)]))).toEqual(['missing 6-7']);
  });
});

test('texts change the digest, and so does their salt', () => {
  const texts = { reason: 'запит суду', place: 'Вінниця' };
  const one = digestOfTexts(texts, Buffer.alloc(16));
  expect(digestOfTexts(texts, Buffer.alloc(16))).toEqual(one);
  for (const [other, salt] of [
    [{ ...texts, reason: 'запит суду,' }, 0],
    [{ reason: texts.place, place: texts.reason }, 0],
    [texts, 1],
  ] as const) {
    expect(digestOfTexts(other, Buffer.alloc(16, salt))).not.toEqual(one);
  }
});

test('facts are lines in the order of their keys, and a line break in one is rejected', () => {
  expect(writtenFacts({ b: '2', a: '1=1' })).toBe('a=1=1\nb=2');
  expect(() => writtenFacts({ a: '1\nb=2' })).toThrow('the fact a');
});
