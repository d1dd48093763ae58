/**
 * The area of responsibility: KATOTTG codes of hromadas, cities with special status and oblasts, or COUNTRY alone. An
 * oblast includes everything within it.
 */
export type Territory = ReadonlySet<string>;

/** Represents the whole country in a territory. No KATOTTG code is this short. */
export const COUNTRY = 'UA';

/** Where something is or happened; an unknown code is empty. */
export interface Place {
  readonly oblastCode: string;
  readonly hromadaCode: string;
}

/** An unknown place belongs only to the whole country. */
export function isWithin(territory: Territory, { oblastCode, hromadaCode }: Place): boolean {
  if (territory.has(COUNTRY)) return true;
  if (hromadaCode !== '' && territory.has(hromadaCode)) return true;
  const oblast = oblastCode === '' ? hromadaCode : oblastCode;
  if (oblast === '') return false;
  return [...territory].some((code) => isOblast(code) && isSameOblast(code, oblast));
}

/** Whether it is the code of a territory: `UA`, or `UA` and 17 digits whose levels below the hromada are zeros. */
export function isTerritoryCode(code: string): boolean {
  return code === COUNTRY || /^UA\d{7}000\d{7}$/.test(code);
}

/** `UA|OO|РР|ГГГ|…`: from the raion on, all digits up to the unique number are zeros. */
export function isOblast(code: string): boolean {
  return /^UA\d{2}0{10}\d{5}$/.test(code);
}

export function isSameOblast(one: string, other: string): boolean {
  return one.slice(0, OBLAST_DIGITS) === other.slice(0, OBLAST_DIGITS);
}

/** The LIKE pattern of the codes within a territory code: a city with special status is its own oblast. */
export function codePattern(code: string): string {
  if (code === COUNTRY) return '%';
  return isOblast(code) ? `${code.slice(0, OBLAST_DIGITS)}%` : code;
}

const OBLAST_DIGITS = 'UA05'.length;
