import { status } from '@grpc/grpc-js';
import { HromadaKind as Kind, type Hromada } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { hromadas, searchAmong, searchHromadas, specialCities, type HromadaKind } from '@safe-community/territory';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { describeHromada, onlyOne, type DescribedHromada } from './find-place.ts';

/** The hromadas as the registry knows them today: with their present names, and those that were imported. */
export interface RegistryPlaces {
  /** The name; the code if the registry does not know it. */
  nameOf(hromadaCode: string): string;
  /** With raion and oblast; the code if the registry does not know it. */
  describe(hromadaCode: string): string;
  /** The one with this code, or present or former name. Throws a Problem when there is none, or several. */
  find(text: string): DescribedHromada;
}

const PER_PAGE = 500;

/**
 * Reads them all, once for a command. A caller who may not read the directory gets the hromadas of the built-in table: the
 * role of a public portal looks up officers and nothing else.
 */
export async function readPlaces({ territory }: Pick<Connection, 'territory'>): Promise<RegistryPlaces> {
  return placesAmong(
    await readHromadas(territory).catch((error: unknown) => {
      if (!(error instanceof CallError) || error.code !== status.PERMISSION_DENIED) throw error;
      return [...hromadas(), ...specialCities()].map((hromada) => ({ ...hromada, isMerged: false }));
    }),
  );
}

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

function placesAmong(known: readonly KnownHromada[]): RegistryPlaces {
  const byCode = new Map(known.map((hromada) => [hromada.code, hromada]));
  const today = known.filter(({ isMerged }) => !isMerged);
  return {
    nameOf: (code) => byCode.get(code)?.name ?? code,
    describe: (code) => describeOf(byCode.get(code)) ?? code,
    find(text) {
      const found = byCode.get(text.trim().toUpperCase());
      if (found !== undefined) return found;
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
  };
}

const KINDS: Readonly<Partial<Record<Kind, HromadaKind>>> = {
  [Kind.RURAL]: 'rural',
  [Kind.SETTLEMENT]: 'settlement',
  [Kind.URBAN]: 'urban',
  [Kind.SPECIAL_CITY]: 'special-city',
};

function describeOf(hromada: KnownHromada | undefined): string | undefined {
  return hromada && describeHromada(hromada);
}
