const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
  зг: 'zgh',
};
const LATIN_AT_START_OF_WORD: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

const WORD = /[\p{L}'’ʼ]+/gu;
const APOSTROPHES = /['’ʼ]/gu;
const LETTERS = /зг|\p{L}/giu;

/**
 * Ukrainian text in Latin letters, by the table of the Cabinet of Ministers' resolution no. 55 of 27.01.2010:
 * «Згурівка» → `Zghurivka`, «Знам’янка» → `Znamianka`, «Нью-Йорк» → `Niu-York`.
 * Soft signs, and apostrophes within words, are dropped. What is no Ukrainian letter stays as it is.
 */
export function transliterate(ukrainian: string): string {
  return ukrainian
    .normalize('NFC')
    .replace(WORD, (word) => (/\p{Script=Cyrillic}/u.test(word) ? latinWord(word) : word));
}

function latinWord(word: string): string {
  const letters = word.replace(APOSTROPHES, '');
  const allCapitals = letters.length > 1 && letters === letters.toUpperCase();
  return letters.replace(LETTERS, (letter, position: number) => {
    const small = letter.toLowerCase();
    const latin = (position === 0 ? LATIN_AT_START_OF_WORD[small] : undefined) ?? LATIN[small];
    if (latin === undefined) return letter;
    if (allCapitals) return latin.toUpperCase();
    return letter.startsWith(small.charAt(0)) ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}
