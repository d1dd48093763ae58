import type { Hromada } from './hromada.ts';

const SPECIAL_CITIES: readonly Hromada[] = [
  specialCity({
    code: 'UA80000000000093317',
    name: 'Київ',
    // State Statistics Service, 1 January 2022. Together with the hromadas of the table, the total is the country's
    // 41.17 million.
    population: 2_952_301,
    populationSource: { date: '2022-01-01', publisher: 'State Statistics Service' },
    latitude: 50.45,
    longitude: 30.5236,
  }),
  specialCity({
    code: 'UA85000000000065278',
    name: 'Севастополь',
    // All-Ukrainian census of 2001, territory of the city council: the statistics of 2022 exclude the occupied city.
    population: 377_200,
    populationSource: { date: '2001-12-05', publisher: 'All-Ukrainian census' },
    latitude: 44.605,
    longitude: 33.5225,
  }),
];

/**
 * Kyiv and Sevastopol: `K` units of the codifier and assignment units like hromadas, but not part of the 1,469. Codes
 * from the official codifier of 16.05.2025.
 */
export function specialCities(): readonly Hromada[] {
  return SPECIAL_CITIES;
}

function specialCity(
  city: Pick<Hromada, 'code' | 'name' | 'population' | 'populationSource' | 'latitude' | 'longitude'>,
): Hromada {
  const { code, name } = city;
  return {
    ...city,
    kind: 'special-city',
    centre: name,
    oblastCode: code,
    oblastName: name,
    raionCode: code,
    raionName: name,
  };
}
