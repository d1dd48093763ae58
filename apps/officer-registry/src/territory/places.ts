import {
  allSettlements,
  findHromada,
  findOblast,
  findSettlement,
  findStarostaDistrict,
  foldLetters,
  hromadas,
  settlementsOf,
  specialCities,
  starostaDistricts,
  transliterate,
  type Hromada as BuiltInHromada,
  type Settlement,
  type StarostaDistrict,
} from '@safe-community/territory';
import { levelOfCode } from './change-rules.ts';
import type { History } from './history.ts';
import type { TerritoryUnit } from './territory-unit.ts';

/** A hromada or a city with special status, built in or imported. */
export interface Hromada {
  readonly code: string;
  readonly name: string;
  readonly oblastCode: string;
  readonly oblastName: string;
  /** Empty for a city with special status. */
  readonly raionCode: string;
  readonly raionName: string;
  /** The facts of the built-in table; imported units have none. */
  readonly builtIn: BuiltInHromada | undefined;
}

/** All hromadas and cities with special status, by code. An imported unit replaces the built-in one. */
export function allHromadas(imported: readonly TerritoryUnit[]): Hromada[] {
  const replaced = new Set(imported.map(({ code }) => code));
  const builtIn = [...hromadas(), ...specialCities()].filter(({ code }) => !replaced.has(code)).map(ofTable);
  return [...builtIn, ...imported.map(ofImport)].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

export function hromadaOf(code: string, imported: TerritoryUnit | undefined): Hromada | undefined {
  if (imported !== undefined) return ofImport(imported);
  const builtIn = findHromada(code);
  return builtIn && ofTable(builtIn);
}

function ofTable(builtIn: BuiltInHromada): Hromada {
  const { code, name, oblastCode, oblastName, raionCode, raionName, kind } = builtIn;
  const raion = kind === 'special-city' ? { raionCode: '', raionName: '' } : { raionCode, raionName };
  return { code, name, oblastCode, oblastName, ...raion, builtIn };
}

function ofImport({ code, name, oblastCode, raionCode }: TerritoryUnit): Hromada {
  const builtIn = findHromada(code);
  const oblastName = findOblast(oblastCode)?.name ?? '';
  const raionName = builtIn?.raionCode === raionCode ? builtIn.raionName : '';
  return { code, name, oblastCode, oblastName, raionCode, raionName, builtIn };
}

/** The unit as the codifier would list it on a day; undefined if its name is that of the listed unit. */
export function renamedOn(day: string, hromada: Hromada, history: History): TerritoryUnit | undefined {
  const { code, oblastCode, raionCode } = hromada;
  const name = history.nameOn(day, code, hromada.name);
  if (name === hromada.name) return undefined;
  return { code, name, category: raionCode === '' ? 'K' : 'H', oblastCode, raionCode };
}

/** A unit that can change. */
export interface KnownUnit {
  readonly name: string;
  /** Empty for a settlement of no hromada. */
  readonly hromadaCode: string;
  readonly oblastCode: string;
}

/** @param imported the imported unit with this code, if there is one. */
export function unitOf(code: string, imported: TerritoryUnit | undefined): KnownUnit | undefined {
  const level = levelOfCode(code);
  if (level === 'starosta-district') {
    const district = findStarostaDistrict(code);
    return district && { ...district, oblastCode: oblastOfCode(district.hromadaCode) };
  }
  const hromada = level === 'hromada' ? hromadaOf(code, imported) : undefined;
  if (hromada !== undefined) return { ...hromada, hromadaCode: code };
  const settlement = level === 'settlement' ? findSettlement(code) : undefined;
  return settlement && { ...settlement, hromadaCode: settlement.hromadaCode ?? '', oblastCode: oblastOfCode(code) };
}

/** The first-level unit of a KATOTTG code; empty if there is none. */
export function oblastOfCode(code: string): string {
  return findOblast(code.slice(2, 4))?.code ?? '';
}

/** Settlements of these hromadas, or all; by code. */
export function settlementsIn(hromadaCodes: readonly string[] | undefined): Settlement[] {
  const found = hromadaCodes === undefined ? [...allSettlements()] : hromadaCodes.flatMap(settlementsOf);
  return found.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Starosta districts of these hromadas, or all; by code. */
export function districtsIn(hromadaCodes: readonly string[] | undefined): StarostaDistrict[] {
  const found = (hromadaCodes ?? hromadas().map(({ code }) => code)).flatMap(starostaDistricts);
  return found.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whether one of the names contains the letters, in Ukrainian or Latin ones. */
export function matches(names: readonly string[], search: string): boolean {
  return names.some((name) => searchForms(name).some((form) => form.includes(search)));
}

const forms = new Map<string, readonly [string, string]>();

/** Names are few and repeat; searching 30,000 settlements would otherwise transliterate each of them. */
function searchForms(name: string): readonly [string, string] {
  const known = forms.get(name);
  if (known !== undefined) return known;
  const found = [foldLetters(name), foldLetters(transliterate(name))] as const;
  forms.set(name, found);
  return found;
}
