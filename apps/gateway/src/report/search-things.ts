import { foldName, transliterate } from '@safe-community/territory';
import type { Thing } from './thing.ts';

/** The field of the search. */
export const WHAT = 'what';

/** A word as it was typed, how it sounds in Latin letters, and that without its ending. */
interface Word {
  readonly typed: string;
  readonly sound: string;
  readonly stem: string;
}

/** How well a word fits another, the best last. */
const FITS = ['none', 'ending', 'typo', 'beginning', 'stem', 'same'] as const;

/** Longer searches are cut: nobody types so much, and each word is compared with all. */
const MAX_LETTERS = 100;
/** Words of so many letters may have one letter wrong, missing, too many, or two exchanged. */
const MIN_FOR_TYPO = 5;
/** Shorter words begin too many others. */
const MIN_BEGINNING = 3;
/** Endings after a stem: "шумлять". */
const MIN_STEM = 4;
const MAX_ENDING = 4;

/** Words that say nothing about what has happened. */
const EMPTY = new Set(
  'не на в у з із і й та а до від біля для за по це є ще що с и к от возле это the an in on of is not no at my or to'
    .split(' ')
    .map((word) => soundOf(word)),
);

const words = new WeakMap<Thing, readonly Word[]>();

/**
 * The things that the most of the typed words fit, in the order of the list. All of them are offered: what one word means,
 * only the person knows. Ukrainian, Russian, and Latin letters are the same, and so are endings.
 */
export function searchThings(things: readonly Thing[], text: string): Thing[] {
  const wanted = wordsOf(text.slice(0, MAX_LETTERS));
  const scores = new Map<Thing, number>();
  for (const word of wanted) {
    const fits = things.map((thing) => [thing, fitIn(wordsFor(thing), word)] as const);
    // A typo in one word counts only where no other is spelt like it.
    const best = Math.max(0, ...fits.map(([, fit]) => fit));
    for (const [thing, fit] of fits) if (fit > 0 && fit === best) scores.set(thing, (scores.get(thing) ?? 0) + 1);
  }
  const most = Math.max(0, ...scores.values());
  return things.filter((thing) => scores.get(thing) === most);
}

function wordsFor(thing: Thing): readonly Word[] {
  const known = words.get(thing);
  if (known !== undefined) return known;
  const made = wordsOf([thing.name.uk, thing.name.en, thing.words].join(' '));
  words.set(thing, made);
  return made;
}

function wordsOf(text: string): Word[] {
  const all = foldName(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(all)].flatMap((typed) => {
    const sound = soundOf(typed);
    return EMPTY.has(sound) ? [] : [{ typed, sound, stem: sound.replace(/(?<=..)[aeiou]+$/, '') }];
  });
}

/** One spelling for the ways in which people write a word: "яма", "yama", "jama"; "дым", "dim". */
function soundOf(folded: string): string {
  const ukrainian = folded.replaceAll('ы', 'и').replaceAll('э', 'е').replaceAll('ё', 'е').replaceAll('ъ', '');
  return transliterate(ukrainian)
    .replaceAll('kh', 'h')
    .replaceAll(/shch|sch/g, 'sh')
    .replaceAll('w', 'v')
    .replaceAll('g', 'h')
    .replaceAll(/[yj]/g, 'i')
    .replaceAll(/(.)\1/g, '$1');
}

function fitIn(known: readonly Word[], word: Word): number {
  return Math.max(0, ...known.map((each) => FITS.indexOf(fitOf(each, word))));
}

function fitOf(known: Word, word: Word): (typeof FITS)[number] {
  // Who writes Cyrillic letters means no English word: "ліхтар" is no "light".
  if (isCyrillic(word) && !isCyrillic(known)) return 'none';
  if (known.sound === word.sound) return 'same';
  if (known.stem === word.stem) return 'stem';
  if (word.sound.length >= MIN_BEGINNING && known.sound.startsWith(word.sound)) return 'beginning';
  const isLong = word.typed.length >= MIN_FOR_TYPO && known.typed.length >= MIN_FOR_TYPO - 1;
  if (isLong && (isOneEdit(known.typed, word.typed) || isOneEdit(known.sound, word.sound))) return 'typo';
  const ending = word.sound.length - known.stem.length;
  return known.stem.length >= MIN_STEM && ending <= MAX_ENDING && word.sound.startsWith(known.stem) ? 'ending' : 'none';
}

function isCyrillic({ typed }: Word): boolean {
  return /\p{Script=Cyrillic}/u.test(typed);
}

/** Whether one letter is wrong, missing, or too many, or two neighbours are exchanged. */
function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
