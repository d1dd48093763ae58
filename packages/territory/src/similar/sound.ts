const CYRILLIC = /\p{Script=Cyrillic}/u;

/** A Latin letter within Cyrillic ones is the key of another layout: «Вiнниця» with a Latin i. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

/** Longer ones first. By the resolution no. 55 of 2010, and as people wrote before it and abroad. */
const LATIN = /shch|zgh|zh|kh|ts|tz|cz|ch|sh|[yij]?[eau]|[a-z]/gu;
const SOUNDS: Readonly<Record<string, string>> = {
  shch: 'щ',
  zgh: 'зг',
  zh: 'ж',
  kh: 'х',
  ts: 'ц',
  tz: 'ц',
  cz: 'ч',
  ch: 'ч',
  sh: 'ш',
  b: 'б',
  c: 'ц',
  d: 'д',
  f: 'ф',
  g: 'г',
  h: 'г',
  i: 'и',
  j: 'и',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'к',
  r: 'р',
  s: 'с',
  t: 'т',
  v: 'в',
  w: 'в',
  x: 'кс',
  y: 'и',
  z: 'з',
};
const VOWELS: Readonly<Record<string, string>> = { a: 'а', e: 'е', u: 'у' };

/** Russian letters, and Ukrainian ones that Russian and Latin spellings do not tell apart. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[іїйы]/gu, 'и'],
  [/[єэ]/gu, 'е'],
  [/я/gu, 'а'],
  [/ю/gu, 'у'],
  [/ё/gu, 'о'],
  [/ґ/gu, 'г'],
  [/[^а-я]/gu, ''],
  [/[ьъ]/gu, ''],
  [/тс/gu, 'ц'],
  [/шч/gu, 'щ'],
  [/(.)\1+/gu, '$1'],
];

/**
 * How a folded name sounds, roughly: one spelling for «Вінниця», «Винница», `Vinnytsia`, and `Vinnitsa`. Without blanks.
 * To compare with, never to show.
 */
export function soundOf(folded: string): string {
  const cyrillic = CYRILLIC.test(folded)
    ? folded.replace(/[a-z]/gu, (letter) => LOOK_ALIKE[letter] ?? letter)
    : folded.replace(LATIN, (letters) => SOUNDS[letters] ?? VOWELS[letters.at(-1) ?? ''] ?? '');
  return ALIKE.reduce((text, [letters, one]) => text.replace(letters, one), cyrillic);
}

/** The sound of what was typed, and of the Ukrainian name if a Russian one was meant: «Чернигов», `Kharkov`. */
export function soundsOf(folded: string): readonly string[] {
  const sound = soundOf(folded);
  return /[ое]в$/u.test(sound) ? [sound, soundOf(sound.replace(/[ое]в$/u, 'ів'))] : [sound];
}
