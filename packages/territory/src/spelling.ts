import { transliterate } from './transliterate.ts';

/** Stress marks, apostrophes, and invisible characters such as the soft hyphen. */
const IGNORED = /[\u0300\u0301\u0341'’‘‛ʼʻʽꞌ＇\p{Cf}]/gu;

/** What people write before the name of a place: "м. Вінниця". */
const PLACE_WORD = /^(?:м|с|смт|місто|село|селище)(?:\. ?| )(?=\S)/u;

/** A name as it is compared: without regard to case, apostrophes, or Unicode form. */
export function normalise(text: string): string {
  // Decomposed first: a stress mark may be one character with its letter.
  const plain = text.normalize('NFD').replace(IGNORED, '').normalize('NFC');
  return plain.toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** The same without a word for the kind of place before it. */
export function withoutPlaceWord(normalised: string): string {
  return normalised.replace(PLACE_WORD, '');
}

/** In Ukrainian and in Latin letters. */
export function spellings(name: string): string[] {
  return [normalise(name), normalise(transliterate(name))];
}
