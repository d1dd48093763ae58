import { needlesOf, type Canaries, type Needle } from './needles.ts';

/** A single pass for any number of needles: a four-byte key filters the positions. */
const KEY_BYTES = 4;

/** Finds canaries in bytes in any encoding: text, base64, hex, UTF-16, URL, JSON escapes. */
export class CanarySearch {
  readonly #needles = new Map<number, Needle[]>();
  /** Faster than a map lookup. */
  readonly #isKey = new Uint8Array(2 ** 16);

  constructor(canaries: Canaries) {
    for (const needle of needlesOf(canaries)) this.#add(needle);
  }

  /** The canaries found, with their encoding: "phone as hex". Each once, sorted. */
  find(haystack: Uint8Array): string[] {
    const bytes = Buffer.from(haystack.buffer, haystack.byteOffset, haystack.byteLength);
    const found = new Set<string>();
    let word = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      word = next(word, bytes[end]);
      const key = keyOf(word);
      if (this.#isKey[key] === 0) continue;
      for (const needle of this.#needles.get(key) ?? []) {
        if (isAt(bytes, needle.bytes, end + 1 - KEY_BYTES)) found.add(needle.name);
      }
    }
    return [...found].toSorted();
  }

  #add(needle: Needle): void {
    if (needle.bytes.length < KEY_BYTES)
      throw new Error(`the canary "${needle.name}" is too short: it may occur by chance`);
    const key = keyOf(needle.bytes.subarray(0, KEY_BYTES).reduce(next, 0));
    this.#isKey[key] = 1;
    this.#needles.set(key, [...(this.#needles.get(key) ?? []), needle]);
  }
}

/** The last four bytes, after one more. */
function next(word: number, byte = 0): number {
  return (word >>> 8) | (byte << 24);
}

/** Spreads words over 16 bits (Knuth's multiplicative hash). */
function keyOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 16;
}

function isAt(bytes: Buffer, wanted: Buffer, at: number): boolean {
  return at >= 0 && bytes.subarray(at, at + wanted.length).equals(wanted);
}
