import {
  HromadaKind as Kind,
  TerritoryStatus,
  type Hromada,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import {
  findHromada,
  hromadas,
  isKatottg,
  publishedStatuses,
  searchAmong,
  searchHromadas,
  specialCities,
  starostaDistricts,
  type HromadaKind,
} from '@safe-community/territory';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { controlWords } from '../wording/territory.ts';
import { describeHromada, onlyOne, type DescribedHromada, type NamedDistrict } from './find-place.ts';

/** The hromadas as the registry knows them today: with their present names, and those that were imported. */
export interface RegistryPlaces {
  /** The names of these, as a list has them. */
  namesOf(hromadaCodes: readonly string[]): Promise<PlaceNames>;
  /** The one with this code, or present or former name. Throws a Problem when there is none, or several. */
  find(text: string): Promise<DescribedHromada>;
  /** With raion and oblast; the code if the registry does not know it. */
  describe(hromadaCode: string): Promise<string>;
  /** "тимчасово окупована з 2014-02-20"; undefined where it is plain. Also of an oblast that is occupied as a whole. */
  controlOf(territoryCode: string): Promise<string | undefined>;
  /** The starosta districts of a hromada and of those that were merged into it. */
  districtsOf(hromadaCode: string): Promise<readonly NamedDistrict[]>;
}

export interface PlaceNames {
  /** The name; the code if the registry does not know it. */
  nameOf(hromadaCode: string): string;
}

const PER_PAGE = 500;
/** Of more hromadas than these, all are read: that takes four calls. */
const FEW = 3;

/**
 * For one command: what it needs is read once, and all hromadas only for a name or a long list. A caller who may not read the directory
 * gets the hromadas of the built-in table: the role of a public portal looks up officers and nothing else.
 */
export function registryPlaces({ territory }: Pick<Connection, 'territory'>): RegistryPlaces {
  const all = once(async () =>
    placesAmong(
      await orBuiltIn(
        () => readHromadas(territory),
        () => [...hromadas(), ...specialCities()].map((hromada) => ({ ...hromada, isMerged: false })),
      ),
    ),
  );
  const read = once((code: string) =>
    orBuiltIn(
      () => readHromada(territory, code),
      () => builtIn(code),
    ),
  );
  return {
    async namesOf(codes) {
      const distinct = [...new Set(codes)];
      if (distinct.length > FEW) return all('');
      const found = await Promise.all(distinct.map(async (code) => [code, (await read(code)).hromada?.name] as const));
      const names = new Map(found);
      return { nameOf: (code) => names.get(code) ?? code };
    },
    async find(text) {
      const code = text.trim().toUpperCase();
      if (!isKatottg(code)) return (await all('')).find(text);
      const { hromada } = await read(code);
      return onlyOne(text, hromada === undefined ? [] : [hromada]);
    },
    async describe(code) {
      const { hromada } = await read(code);
      return hromada === undefined ? code : describeHromada(hromada);
    },
    async controlOf(code) {
      const { hromada } = await read(code);
      return hromada === undefined ? publishedControl(code) : hromada.control;
    },
    districtsOf: async (code) => (await read(code)).districts,
  };
}

/** Remembers the answer to each key. */
function once<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

async function orBuiltIn<Value>(read: () => Promise<Value>, builtInValue: () => Value): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!isCallError(error) || error.status !== 'PERMISSION_DENIED') throw error;
    return builtInValue();
  }
}

const STATUSES = { occupied: TerritoryStatus.OCCUPIED, frontline: TerritoryStatus.FRONTLINE } as const;

interface ReadHromada {
  readonly hromada: DescribedHromada | undefined;
  readonly districts: readonly NamedDistrict[];
}

function builtIn(code: string): ReadHromada {
  const hromada = findHromada(code);
  return { hromada: hromada && { ...hromada, control: publishedControl(code) }, districts: starostaDistricts(code) };
}

function publishedControl(code: string): string | undefined {
  const { status, date, isExact } = publishedStatuses().findLast((change) => change.code === code) ?? {};
  if (status !== 'occupied' && status !== 'frontline') return undefined;
  return controlWords({ status: STATUSES[status], statusSince: date ?? '', statusSinceExact: isExact ?? false });
}

/** None for a code that is not known, or is one of another level. */
async function readHromada(territory: Connection['territory'], hromadaCode: string): Promise<ReadHromada> {
  try {
    const answer = await territory.getHromada({ hromadaCode, asOfDate: '' });
    const districts = answer.starostaDistricts.map(({ code, nameUk }) => ({ code, name: nameUk }));
    return { hromada: answer.hromada && toKnown(answer.hromada), districts };
  } catch (error) {
    const isUnknown = isCallError(error) && UNKNOWN.has(error.status);
    if (!isUnknown) throw error;
    return { hromada: undefined, districts: [] };
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['NOT_FOUND', 'INVALID_ARGUMENT']);

async function readHromadas(territory: Connection['territory']): Promise<KnownHromada[]> {
  const known: KnownHromada[] = [];
  let pageToken = '';
  do {
    const page = await territory.listHromadas({ ...EVERYTHING, pageToken });
    known.push(...page.hromadas.map(toKnown));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return known;
}

function placesAmong(known: readonly KnownHromada[]) {
  const byCode = new Map(known.map((hromada) => [hromada.code, hromada]));
  const today = known.filter(({ isMerged }) => !isMerged);
  return {
    nameOf: (code: string) => byCode.get(code)?.name ?? code,
    find(text: string): DescribedHromada {
      const present = searchAmong(text, today);
      // Names of the built-in table are those before later changes.
      const former = searchHromadas(text).flatMap(({ code }) => byCode.get(code) ?? []);
      return onlyOne(text, present.length > 0 ? present : former);
    },
  };
}

const EVERYTHING = {
  search: '',
  oblastCode: '',
  raionCode: '',
  kind: 0,
  status: 0,
  asOfDate: '',
  includeMerged: true,
  pageSize: PER_PAGE,
} as const;

interface KnownHromada extends DescribedHromada {
  readonly centre: string;
  readonly isMerged: boolean;
}

function toKnown({ code, nameUk, kind, centreUk, oblastNameUk, raionNameUk, state }: Hromada): KnownHromada {
  return {
    code,
    name: nameUk,
    kind: KINDS[kind],
    centre: centreUk,
    oblastName: oblastNameUk,
    raionName: raionNameUk,
    isMerged: (state?.successorCode ?? '') !== '',
    control: state && controlWords(state),
  };
}

const KINDS: Readonly<Partial<Record<Kind, HromadaKind>>> = {
  [Kind.RURAL]: 'rural',
  [Kind.SETTLEMENT]: 'settlement',
  [Kind.URBAN]: 'urban',
  [Kind.SPECIAL_CITY]: 'special-city',
};
