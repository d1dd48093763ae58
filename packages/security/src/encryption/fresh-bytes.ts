import { randomFillSync } from 'node:crypto';

/**
 * One system call for random bytes costs as much as the rest of a small encryption, so it fetches many bytes at once.
 */
const POOL_BYTES = 8_192;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes, each returned only once: the pool overwrites them. At most 8,192. */
export function freshBytes(length: number): Buffer {
  if (used + length > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const mine = pool.subarray(used, used + length);
  const fresh = Buffer.from(mine);
  mine.fill(0);
  used += length;
  return fresh;
}
