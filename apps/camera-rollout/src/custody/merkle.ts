import { hash } from 'node:crypto';

/** The end of one chain of custody, as an anchor in the audit covers it. */
export interface Leaf {
  readonly recordingId: string;
  /** Of the last entry that is covered, and its hash. */
  readonly index: number;
  readonly hash: Uint8Array;
}

/** What a leaf is hashed with on the way to the root. */
export interface MerkleStep {
  readonly hash: Uint8Array;
  readonly isLeft: boolean;
}

export function leafHash({ recordingId, index, hash: entry }: Leaf): Buffer {
  return hash('sha256', `custody-leaf/1 ${recordingId} ${index} ${hex(entry)}`, 'buffer');
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', `custody-node/1 ${hex(left)} ${hex(right)}`, 'buffer');
}

/** One hash for all leaves, in their order; at least one. */
export function rootOf(leaves: readonly Leaf[]): Buffer {
  let level = leaves.map(leafHash);
  while (level.length > 1) level = above(level);
  const [root] = level;
  if (root === undefined) throw new Error('an anchor covers no chain');
  return root;
}

/** The steps from a leaf to the root. */
export function pathOf(leaves: readonly Leaf[], position: number): MerkleStep[] {
  const steps: MerkleStep[] = [];
  let level = leaves.map(leafHash);
  for (let at = position; level.length > 1; at = Math.floor(at / 2)) {
    const isLeft = at % 2 === 1;
    const sibling = level[isLeft ? at - 1 : at + 1];
    if (sibling !== undefined) steps.push({ hash: sibling, isLeft });
    level = above(level);
  }
  return steps;
}

/** The next level: pairs become one; a last one without a partner goes up as it is. */
function above(level: readonly Buffer[]): Buffer[] {
  return level.flatMap((left, at) => {
    if (at % 2 === 1) return [];
    const right = level[at + 1];
    return [right === undefined ? left : nodeHash(left, right)];
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
