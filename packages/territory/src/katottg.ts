/** Stands for the country where a territory has a KATOTTG code. */
export const COUNTRY = 'UA';

const FORM =
  /^UA(?<oblast>\d{2})(?<raion>\d{2})(?<hromada>\d{3})(?<settlement>\d{3})(?<district>\d{2})(?<unique>\d{5})$/;

/**
 * Level of the unit that a code identifies. A city with special status has the level of an oblast, its districts
 * `city-district`.
 */
export type KatottgLevel = 'oblast' | 'raion' | 'hromada' | 'settlement' | 'city-district';

/** The digit groups of a KATOTTG code, `UA|OO|РР|ГГГ|ППП|ММ|УУУУУ`, as text with their leading zeros. */
export interface KatottgParts {
  /** OO, two digits: oblast, AR Crimea or city with special status. */
  readonly oblast: string;
  /** РР, two digits, `00` for a unit above the raion. */
  readonly raion: string;
  /** ГГГ, three digits, `000` for a unit above the hromada. */
  readonly hromada: string;
  /** ППП, three digits, `000` for a unit above the settlement. */
  readonly settlement: string;
  /** ММ, two digits: district of a city, otherwise `00`. */
  readonly district: string;
  /** УУУУУ, five digits: the unique number of the unit. */
  readonly unique: string;
}

export interface Katottg extends KatottgParts {
  readonly level: KatottgLevel;
}

/**
 * True when `code` has the form of a KATOTTG code (order № 290 of 26.11.2020): `UA` and 17 digits. Does not check that
 * it exists.
 */
export function isKatottg(code: string): boolean {
  return FORM.test(code);
}

/** The digit groups of `code` and their level. Throws a RangeError for text without the form of a KATOTTG code. */
export function parseKatottg(code: string): Katottg {
  const groups = FORM.exec(code)?.groups as KatottgParts | undefined;
  if (groups === undefined) throw new RangeError(`KATOTTG code ${JSON.stringify(code)}: must be UA and 17 digits`);
  return { ...groups, level: levelOf(groups) };
}

/** Formats digit groups as a code: the inverse of `parseKatottg`. Throws a RangeError for a group of another length. */
export function formatKatottg({ oblast, raion, hromada, settlement, district, unique }: KatottgParts): string {
  const code = `UA${[oblast, raion, hromada, settlement, district, unique].join('')}`;
  const parsed = parseKatottg(code);
  const shifted =
    parsed.oblast !== oblast ||
    parsed.raion !== raion ||
    parsed.hromada !== hromada ||
    parsed.settlement !== settlement ||
    parsed.district !== district;
  if (shifted) throw new RangeError(`KATOTTG code ${code}: the groups must have 2, 2, 3, 3, 2 and 5 digits`);
  return code;
}

/** The two digits of the oblast, such as `05` for Vinnytska. Throws a RangeError as `parseKatottg` does. */
export function oblastDigits(code: string): string {
  return parseKatottg(code).oblast;
}

function levelOf({ raion, hromada, settlement, district }: KatottgParts): KatottgLevel {
  if (district !== '00') return 'city-district';
  if (settlement !== '000') return 'settlement';
  if (hromada !== '000') return 'hromada';
  return raion === '00' ? 'oblast' : 'raion';
}
