import type { Hromada } from './hromada.ts';

const SPECIAL_CITIES: readonly Hromada[] = [
  specialCity({
    code: 'UA80000000000093317',
    name: 'Київ',
    // State Statistics Service, 1 January 2022. With it the hromadas of the table add up to the country's 41.17 million.
    population: 2_952_301,
    latitude: 50.45,
    longitude: 30.5236,
  }),
  specialCity({
    code: 'UA85000000000065278',
    name: 'Севастополь',
    // All-Ukrainian census of 2001, the city council's territory: the statistics of 2022 leave the occupied city out.
    population: 377_200,
    latitude: 44.605,
    longitude: 33.5225,
  }),
];

/**
 * Kyiv and Sevastopol: `K` units of the codifier, assignment units like hromadas, but not counted among the 1,469.
 * Their codes are those of the official codifier of 16.05.2025.
 */
export function specialCities(): readonly Hromada[] {
  return SPECIAL_CITIES;
}

function specialCity(city: Pick<Hromada, 'code' | 'name' | 'population' | 'latitude' | 'longitude'>): Hromada {
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
