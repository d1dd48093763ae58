import type { Random } from '../random.ts';

/** A truncated or corrupted message, or random bytes. */
export function fuzzed(random: Random, message: Uint8Array): Buffer {
  const bytes = Buffer.from(message);
  const way = random.between(1, 3);
  if (way === 1 || bytes.length === 0) {
    return Buffer.from(Array.from({ length: random.between(0, 400) }, () => random.between(0, 255)));
  }
  if (way === 2) return bytes.subarray(0, random.between(0, bytes.length - 1));
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  }
  return bytes;
}
