import { transliterate } from './transliterate.ts';

/** Stress marks, what people type as an apostrophe, and invisible characters such as the soft hyphen. */
const IGNORED = /[\u0300\u0301\u0341'’‘‛ʼʻʽꞌ＇`´ʹ′"“”„″\p{Cf}]/gu;

const BLANKS_AND_DASHES = /[\s\p{Pd}−]+/gu;

/** What people write before the name of a place: "м. Вінниця"; in Russian and English, too. */
const PLACE_WORD =
  /^(?:м|с|смт|місто|село|селище|г|пгт|пос|город|посёлок|поселок|city of|city|town|village)(?:\. ?| )(?=\S)/u;

/** A name as it is compared: without regard to case, apostrophes, or Unicode form; a hyphen is a blank. */
export function foldName(text: string): string {
  // Decomposed first: a stress mark may be one character with its letter.
  const plain = text.normalize('NFD').replace(IGNORED, '').normalize('NFC');
  return plain.toLowerCase().replace(BLANKS_AND_DASHES, ' ').trim();
}

/** The same without blanks. */
export function foldLetters(text: string): string {
  return foldName(text).replaceAll(' ', '');
}

/** The same without a word for the kind of place before it. */
export function withoutPlaceWord(folded: string): string {
  return folded.replace(PLACE_WORD, '');
}

/** In Ukrainian and in Latin letters. */
export function spellings(name: string): string[] {
  return [foldName(name), foldName(transliterate(name))];
}
