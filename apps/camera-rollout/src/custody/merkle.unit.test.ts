import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { leafHash, pathOf, rootOf, type Leaf, type MerkleStep } from './merkle.ts';

const leaves = (count: number): Leaf[] =>
  Array.from({ length: count }, (_, index) => ({
    recordingId: randomUUID(),
    index: index + 1,
    hash: Buffer.alloc(32, index),
  }));

/** What a court computes. */
function climb(leaf: Leaf, steps: readonly MerkleStep[]): string {
  return steps.reduce((at, { hash, isLeft }) => {
    const other = Buffer.from(hash).toString('hex');
    const pair = isLeft ? `${other} ${at}` : `${at} ${other}`;
    return createHash('sha256').update(`custody-node/1 ${pair}`).digest('hex');
  }, leafHash(leaf).toString('hex'));
}

test.each([1, 2, 3, 5, 8, 13, 1_000])('each of %i leaves leads to the root', (count) => {
  const all = leaves(count);
  const root = rootOf(all).toString('hex');
  for (const position of new Set([0, 1 % count, Math.floor(count / 2), count - 1])) {
    const [leaf] = all.slice(position);
    if (leaf === undefined) throw new Error('no leaf');
    expect(climb(leaf, pathOf(all, position))).toBe(root);
  }
});

test('another leaf, or another order, has another root', () => {
  const all = leaves(5);
  const root = rootOf(all);
  expect(rootOf(all.toReversed())).not.toEqual(root);
  expect(rootOf(all.map((leaf) => ({ ...leaf, index: leaf.index + 1 })))).not.toEqual(root);
  expect(rootOf(all.slice(0, 4))).not.toEqual(root);
  expect(() => rootOf([])).toThrow('covers no chain');
});
