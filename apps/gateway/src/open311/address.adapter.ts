import {
  findHromada,
  findSettlement,
  oblasts,
  searchHromadas,
  transliterate,
  type Hromada,
} from '@safe-community/territory';

/** Codes of a place, as a report names them; empty if unknown. */
export interface NamedPlace {
  readonly hromadaCode: string;
  readonly settlementCode: string;
}

/** The hromada, city, or settlement with this KATOTTG code. */
export function placeOfCode(code: string): NamedPlace | undefined {
  if (findHromada(code) !== undefined) return { hromadaCode: code, settlementCode: '' };
  return findSettlement(code) === undefined ? undefined : { hromadaCode: '', settlementCode: code };
}

/**
 * The hromada that an address names, which goes from the most specific to the most general unit: "вул. Соборна, 5,
 * Вінниця, Вінницька область". An oblast in it decides between hromadas of one name. Undefined if it names none or several.
 */
export function placeOfAddress(address: string): NamedPlace | undefined {
  const parts = address
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const oblastCodes = parts.flatMap((part) => oblastsIn(part));
  for (const part of parts.toReversed()) {
    if (oblastsIn(part).length > 0) continue;
    const found = searchHromadas(part).filter(
      (hromada) => isNamedIn(part, hromada) && (oblastCodes.length === 0 || oblastCodes.includes(hromada.oblastCode)),
    );
    const [only, other] = found;
    if (other !== undefined) return undefined;
    if (only !== undefined) return { hromadaCode: only.code, settlementCode: '' };
  }
  return undefined;
}

function oblastsIn(part: string): string[] {
  if (!/(?:^|\s)(?:область|обл\.?|oblast|region)(?:\s|$)/iu.test(part)) return [];
  return oblasts()
    .filter(({ name }) => includesAny(part, [name, transliterate(name)]))
    .map(({ code }) => code);
}

/** Whole: a search also finds names that only begin with the text. */
function isNamedIn(part: string, { name, centre }: Hromada): boolean {
  return includesAny(part, [name, centre, transliterate(name), transliterate(centre)]);
}

function includesAny(text: string, names: readonly string[]): boolean {
  const plain = plainly(text);
  return names.some((name) => plain.includes(plainly(name)));
}

function plainly(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/['’‘ʼ`]/gu, '')
    .toLowerCase();
}
