import { findSettlement, settlementsOf } from './settlements.ts';

/** `UA|OO|РР|ГГГ|ППП`: a city district has that of its city. */
const CITY_PREFIX_LENGTH = 12;

/**
 * The city of a city district: the settlement «Вінниця» of the hromada, for example. Undefined of other units, and of
 * districts of Kyiv and Sevastopol, where the city is the hromada.
 */
export function cityOfDistrict(code: string): string | undefined {
  const district = findSettlement(code);
  if (district?.category !== 'B' || district.hromadaCode === undefined) return undefined;
  const prefix = code.slice(0, CITY_PREFIX_LENGTH);
  return settlementsOf(district.hromadaCode).find(
    (settlement) => settlement.category === 'M' && settlement.code.startsWith(prefix),
  )?.code;
}

/** The districts of a city. None of other units, and of Kyiv and Sevastopol, where the city is the hromada. */
export function districtsOfCity(code: string): readonly string[] {
  const city = findSettlement(code);
  if (city?.category !== 'M' || city.hromadaCode === undefined) return [];
  const prefix = code.slice(0, CITY_PREFIX_LENGTH);
  return settlementsOf(city.hromadaCode)
    .filter((settlement) => settlement.category === 'B' && settlement.code.startsWith(prefix))
    .map((settlement) => settlement.code);
}

/** Beats of one hromada, where a beat of a city also covers those of its districts that have no beat of their own. */
export function withCityDistricts<Beat extends { readonly unitCodes: readonly string[] }>(
  beats: readonly Beat[],
): readonly Beat[] {
  const districts = beats.map(({ unitCodes }) => unitCodes.flatMap(districtsOfCity));
  if (districts.every(({ length }) => length === 0)) return beats;
  const covered = new Set(beats.flatMap(({ unitCodes }) => unitCodes));
  return beats.map((beat, index) => {
    const free = (districts[index] ?? []).filter((code) => !covered.has(code));
    return free.length === 0 ? beat : { ...beat, unitCodes: [...beat.unitCodes, ...free] };
  });
}
