import { editDistance } from './edit-distance.ts';

/** More than any name has. */
const MAX_LENGTH = 100;

/** Finds what differs in few letters. A bit for each letter that a text has rules out nearly all before they are compared. */
export class NearTexts {
  readonly #texts: readonly string[];
  /** By the length of the text, so that those of other lengths are not even looked at. */
  readonly #order: Uint16Array;
  /** Where in the order each length begins. */
  readonly #begins: readonly number[];
  /** In that order. */
  readonly #letters: Int32Array;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
    this.#order = Uint16Array.from(texts.keys()).toSorted((a, b) => lengthOf(texts[a]) - lengthOf(texts[b]));
    this.#letters = Int32Array.from(this.#order, (at) => lettersOf(texts[at] ?? ''));
    const begins: number[] = [];
    for (const [place, at] of this.#order.entries()) {
      while (begins.length <= lengthOf(texts[at])) begins.push(place);
    }
    this.#begins = begins;
  }

  /** Calls `found` with the index of each text that is as near as its own length allows. */
  find(text: string, found: (index: number, distance: number) => void): void {
    if (text.length > MAX_LENGTH) return;
    const letters = lettersOf(text);
    for (let length = Math.max(1, text.length - 2); length <= text.length + 2; length += 1) {
      const most = editsAllowed(length);
      if (Math.abs(length - text.length) > most) continue;
      const end = this.#begins[length + 1] ?? this.#order.length;
      for (let place = this.#begins[length] ?? end; place < end; place += 1) {
        // One edit adds a letter, removes one, or does both.
        if (bits((this.#letters[place] ?? 0) ^ letters) > 2 * most) continue;
        const index = this.#order[place] ?? 0;
        const distance = editDistance(text, this.#texts[index] ?? '', most);
        if (distance <= most) found(index, distance);
      }
    }
  }
}

/** One in words of 4 to 7 letters, two in longer ones: in a shorter word an edit makes another word. */
function editsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

function lengthOf(text: string | undefined): number {
  return text?.length ?? 0;
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

function bits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55_55_55_55);
  const nibbles = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}
