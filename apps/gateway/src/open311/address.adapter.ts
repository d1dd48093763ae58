import {
  findHromada,
  findSettlement,
  foldName,
  oblasts,
  searchHromadas,
  searchSettlements,
  spellings,
  type Hromada,
  type Settlement,
} from '@safe-community/territory';
import { containsName, unitNamed } from '../places/module.ts';

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
 * The place that an address names, which goes from the most specific to the most general unit: "вул. Соборна, 5, Вінниця,
 * Вінницька область". Its hromada, raion, and oblast decide between settlements of one name, else that one of them is a
 * large city. Undefined if it names none or several.
 */
export function placeOfAddress(address: string): NamedPlace | undefined {
  const parts = address
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !COUNTRY.test(each));
  const isWithin = boundsOf(parts);
  for (const part of parts.filter((each) => unitNamed(each) === undefined).toReversed()) {
    const found = searchSettlements(part).flatMap((settlement) => {
      const hromada = findHromada(settlement.hromadaCode ?? '');
      return hromada !== undefined && endsWithName(part, settlement.name) && isWithin(hromada)
        ? [{ settlement, hromada }]
        : [];
    });
    if (found.length > 0) return onlyOf(found);
  }
  const [hromada, other] = parts
    .filter((each) => unitNamed(each) === 'hromada')
    .flatMap(hromadasIn)
    .filter(isWithin);
  return hromada === undefined || other !== undefined ? undefined : { hromadaCode: hromada.code, settlementCode: '' };
}

const COUNTRY = /^(?:україна|ukraine|ukraina)$/iu;

/** Whether a hromada lies in those units of the address that are wider than a settlement. */
function boundsOf(parts: readonly string[]): (hromada: Hromada) => boolean {
  const oblastCodes = parts
    .filter((each) => unitNamed(each) === 'oblast')
    .flatMap((each) => oblasts().filter(({ name }) => containsName(each, name)))
    .map(({ code }) => code);
  const hromadaCodes = parts
    .filter((each) => unitNamed(each) === 'hromada')
    .flatMap(hromadasIn)
    .map(({ code }) => code);
  // A city of special status has districts, which are called as raions are.
  const raions = parts.filter((each) => unitNamed(each) === 'raion');
  return ({ code, kind, oblastCode, raionName }) =>
    (oblastCodes.length === 0 || oblastCodes.includes(oblastCode)) &&
    (hromadaCodes.length === 0 || hromadaCodes.includes(code)) &&
    (kind === 'special-city' || raions.every((each) => containsName(each, raionName)));
}

function hromadasIn(part: string): Hromada[] {
  return searchHromadas(part).filter(({ name }) => containsName(part, name));
}

interface Found {
  readonly settlement: Settlement;
  readonly hromada: Hromada;
}

/** People in its hromada: nobody who means a village of the same name leaves out its oblast. */
const LARGE_CITY = 100_000;

function onlyOf(found: readonly Found[]): NamedPlace | undefined {
  const cities = found.filter(
    ({ settlement: { category }, hromada: { population } }) =>
      (category === 'K' || category === 'M') && population >= LARGE_CITY,
  );
  const [only, other] = found.length > 1 ? cities : found;
  if (only === undefined || other !== undefined) return undefined;
  const { settlement, hromada } = only;
  // A city of special status stands for its hromada.
  return { hromadaCode: hromada.code, settlementCode: settlement.code === hromada.code ? '' : settlement.code };
}

/** Whole: a search also finds names that only begin with the text. */
function endsWithName(part: string, name: string): boolean {
  const folded = foldName(part);
  return spellings(name).some((spelling) => folded.endsWith(spelling));
}
