import { plainName } from './case-facts.ts';

/** An address of a hromada, without what people write in one text and leave out in another. */
interface Home {
  /** Empty if the text names no settlement of the hromada. */
  readonly settlement: string;
  /** "просп"; empty for a street. */
  readonly way: string;
  /** Name of the street, number of the house, and so on. */
  readonly rest: string;
}

/**
 * A key of an address of a hromada, however it is typed: without case, punctuation, the words for street, house, and
 * settlement, the oblast, the raion, and the postcode. The settlement comes first, and then what kind of street it is.
 *
 * @param settlements their names in the hromada.
 */
export function homeOf(hromadaCode: string, address: string, settlements: readonly string[]): string | undefined {
  return keyOf(hromadaCode, textOf(readHome(address, settlements)));
}

/**
 * The keys of an address that may be the same home: a settlement that only one of the texts names is no difference, two
 * settlements are. Also those that were made before `homeOf` knew kinds of streets and settlements, letters of houses, and
 * ordinals.
 */
export function homesLike(hromadaCode: string, address: string, settlements: readonly string[]): string[] {
  const home = readHome(address, settlements);
  if (textOf(home) === '') return [];
  const named = settlements.map((name) => wordsOf(name).join(' '));
  const prefixes = ['', ...(home.settlement === '' ? named : [home.settlement])].flatMap((name) =>
    name === '' ? [''] : ['', ...FORMER_SETTLEMENT_WORDS].map((word) => `${word} ${name}`.trim()),
  );
  const ways = [home.way, ...Object.keys(WAYS).filter((word) => WAYS[word] === home.way)];
  const texts = prefixes.flatMap((settlement) =>
    ways.flatMap((way) => formerSpellings(home.rest).map((rest) => textOf({ settlement, way, rest }))),
  );
  const typed = wordsOf(address).filter((word) => !FORMER_WORDS.has(word));
  const keys = [textOf(home), ...texts, typed.join(' '), ...formerSpellings(joined(typed.join(' ')))].map((text) =>
    keyOf(hromadaCode, text),
  );
  return [...new Set(keys.filter((key) => key !== undefined))];
}

function keyOf(hromadaCode: string, text: string): string | undefined {
  return text === '' ? undefined : JSON.stringify([hromadaCode, text]);
}

function textOf({ settlement, way, rest }: Home): string {
  return [settlement, way, rest].filter((part) => part !== '').join(' ');
}

const STREET = new Set(['вул', 'вулиця']);
/** Other kinds of streets: one name may be that of a street and of a lane. */
const WAYS: Readonly<Record<string, string>> = {
  просп: 'просп',
  проспект: 'просп',
  пр: 'просп',
  пров: 'пров',
  провулок: 'пров',
  бул: 'бул',
  бульвар: 'бул',
  пл: 'пл',
  площа: 'пл',
  наб: 'наб',
  набережна: 'наб',
};
const SETTLEMENT = new Set(['м', 'місто', 'с', 'село', 'смт', 'селище', 'сел']);
const OTHER = new Set(['буд', 'будинок', 'кв', 'квартира', 'україна']);
const REGION = /[^\s,;.]+\s+(?:області|область|обл|району|район|р-н|громада|отг|тг)(?=$|[\s,;.])/gu;
const POSTCODE = /^\d{5}$/;
/** What was left out before the settlement and the kind of street were understood. */
const FORMER_WORDS = new Set([...STREET, 'буд', 'будинок', 'кв', 'квартира', 'м', 'місто', 'с', 'село']);
const FORMER_SETTLEMENT_WORDS = ['смт', 'селище'];

function readHome(address: string, settlements: readonly string[]): Home {
  const plain = plainName(address)
    .replace(REGION, ' ')
    .replaceAll('пр-т', 'просп')
    .replaceAll('б-р', 'бул')
    .replace(ORDINAL, '')
    .replace(HYPHENATED_LETTER, '');
  const words = wordsOf(plain).filter((word) => !POSTCODE.test(word));
  const found = settlementIn(words, settlements);
  const others = found === undefined ? words : words.toSpliced(found.at, found.length);
  const way = others.find((word) => Object.hasOwn(WAYS, word)) ?? '';
  const rest = others.filter((word) => word !== way && !STREET.has(word) && !SETTLEMENT.has(word) && !OTHER.has(word));
  const settlement = found === undefined ? '' : words.slice(found.at, found.at + found.length).join(' ');
  return { settlement, way: WAYS[way] ?? '', rest: joined(rest.join(' ')) };
}

/** "1-го Травня" */
const ORDINAL = /(?<=(?:^|[\s,;.])\d+)-(?:го|ше|ша|га|тя|та|ої|ий|ій|й)(?=$|[\s,;.])/gu;
/** "5-с": before letters that may also stand for a settlement are left out. */
const HYPHENATED_LETTER = /(?<=\d)-(?=\p{L}(?![\p{L}\p{N}]))/gu;

/** "5 а" is the house "5а". */
function joined(words: string): string {
  return words.replace(/(?<=\d) (?=\p{L}(?: |$))/gu, '');
}

/** How the letter of a house, or an ordinal, stood in keys before they were understood. */
function formerSpellings(rest: string): string[] {
  const apart = rest.replace(/(?<=\d)(?=\p{L}(?: |$))/gu, ' ');
  return [rest, apart].flatMap((text) => [text, text.replace(/(?<=^|\s)(\d+) (?=\p{L}{2})/gu, '$1 го ')]);
}

interface Found {
  readonly at: number;
  readonly length: number;
}

/**
 * Where a settlement is named. A street may have the name of a settlement: after a word for a street it is the street, and
 * where nothing else names one as well.
 */
function settlementIn(words: readonly string[], settlements: readonly string[]): Found | undefined {
  const found = settlements.flatMap((name) => {
    const parts = wordsOf(name);
    return words.flatMap((_, at): Found[] => {
      const isNamed = parts.length > 0 && parts.every((part, index) => words[at + index] === part);
      const before = words[at - 1] ?? '';
      return isNamed && !STREET.has(before) && !Object.hasOwn(WAYS, before) ? [{ at, length: parts.length }] : [];
    });
  });
  const isMarked = ({ at }: Found): boolean => SETTLEMENT.has(words[at - 1] ?? '');
  const [best] = found.toSorted(
    (a, b) => Number(isMarked(b)) - Number(isMarked(a)) || b.length - a.length || a.at - b.at,
  );
  if (best === undefined || isMarked(best)) return best;
  const hasStreet = words.toSpliced(best.at, best.length).some((word) => /\p{L}{2}/u.test(word) && !OTHER.has(word));
  return hasStreet ? best : undefined;
}

function wordsOf(text: string): string[] {
  return plainName(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '');
}
