import { hromadaTable } from './hromada-table.ts';
import type { Oblast } from './oblast.ts';
import { specialCities } from './special-cities.ts';

const CRIMEA: Oblast = {
  code: 'UA01000000000013043',
  name: 'Автономна Республіка Крим',
  kind: 'autonomous-republic',
};

let units: readonly Oblast[] | undefined;

/** The 27 first-level units in the order of their codes. */
export function oblasts(): readonly Oblast[] {
  units ??= [
    CRIMEA,
    ...hromadaTable().oblasts,
    ...specialCities().map(({ code, name }) => ({ code, name, kind: 'special-city' as const })),
  ];
  return units;
}

/** The first-level unit with this KATOTTG code, or with these two digits, such as `05`. */
export function findOblast(codeOrDigits: string): Oblast | undefined {
  return oblasts().find(({ code }) => code === codeOrDigits || code.slice(2, 4) === codeOrDigits);
}
