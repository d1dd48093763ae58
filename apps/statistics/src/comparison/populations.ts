import {
  findHromada,
  findOblast,
  hromadas,
  specialCities,
  transliterate,
  type Hromada,
} from '@safe-community/territory';

/** Hromadas and cities with special status whose population is known. */
export function populatedHromadas(): readonly Hromada[] {
  return [...hromadas(), ...specialCities()];
}

/** As of the date of its source; undefined if it is not known, as of hromadas that were listed later. */
export function populationOf(code: string): number | undefined {
  return findHromada(code)?.population;
}

/** Publisher and date of the populations of these codes, each once. */
export function populationSources(codes: readonly string[]): Hromada['populationSource'][] {
  const sources = codes.flatMap((code) => findHromada(code)?.populationSource ?? []);
  return [...new Map(sources.map((source) => [`${source.date} ${source.publisher}`, source])).values()];
}

/** The name in both languages; the code itself for a unit without a known name. */
export function namesOf(code: string): { readonly nameUk: string; readonly nameEn: string } {
  const name = findHromada(code)?.name ?? findOblast(code)?.name ?? raionName(code) ?? code;
  return { nameUk: name, nameEn: transliterate(name) };
}

let raions: ReadonlyMap<string, string> | undefined;

function raionName(code: string): string | undefined {
  raions ??= new Map(hromadas().map(({ raionCode, raionName: name }) => [raionCode, name]));
  return raions.get(code);
}
