import {
  hromadas,
  outsideControlIn2021,
  starostaDistricts,
  type Hromada,
  type StarostaDistrict,
} from '@safe-community/territory';
import { inventPerson, type InventedPerson } from './people.ts';
import { randomOf, shuffled } from './random.ts';
import { apportion } from './apportion.ts';

/** The programme as of 4 November 2021. */
const OFFICERS_IN_2021 = 632;
const HROMADAS_COVERED_IN_2021 = 372;

/** The default of the registry: a hromada of this population is large, and its starosta districts may have officers. */
const LARGE_FROM = 50_000;

/** An invented community officer with a beat. */
export interface PlannedOfficer extends InventedPerson {
  readonly serviceNumber: string;
  readonly hromadaCode: string;
  /** Empty for the hromada as a whole. */
  readonly starostaDistrictCode: string;
}

/** 632 officers: one for each of 372 hromadas, and 260 for starosta districts of the large ones. */
export function planCommunityOfficers(): PlannedOfficer[] {
  const chosen = chooseHromadas();
  const districts = chooseDistricts(chosen, OFFICERS_IN_2021 - HROMADAS_COVERED_IN_2021);
  const beats = [
    ...chosen.map(({ code }) => ({ hromadaCode: code, starostaDistrictCode: '' })),
    ...districts.map(({ code, hromadaCode }) => ({ hromadaCode, starostaDistrictCode: code })),
  ];
  const random = randomOf('community officers');
  return beats.map((beat, index) => ({
    ...beat,
    ...inventPerson(random, index + 1),
    serviceNumber: `DEMO-H-${String(index + 1).padStart(5, '0')}`,
  }));
}

/** In proportion to the hromadas of each oblast; large ones first, the others drawn at random. */
function chooseHromadas(): Hromada[] {
  const possible = hromadas().filter((hromada) => !outsideControlIn2021(hromada));
  const oblasts = [...Map.groupBy(possible, ({ oblastCode }) => oblastCode).values()];
  const seats = apportion(
    HROMADAS_COVERED_IN_2021,
    oblasts.map(({ length }) => length),
  );
  const random = randomOf('hromadas with an officer');
  return oblasts.flatMap((oblast, index) => {
    const largeFirst = shuffled(oblast, random).toSorted((a, b) => Number(isLarge(b)) - Number(isLarge(a)));
    return largeFirst.slice(0, seats[index]).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  });
}

/** One district of each large hromada in turn, until there are enough. */
function chooseDistricts(chosen: readonly Hromada[], wanted: number): StarostaDistrict[] {
  const byHromada = chosen.filter(isLarge).map(({ code }) => starostaDistricts(code));
  const deepest = Math.max(...byHromada.map(({ length }) => length));
  const inTurn = Array.from({ length: deepest }, (_, round) =>
    byHromada.flatMap((districts) => districts[round] ?? []),
  );
  return inTurn.flat().slice(0, wanted);
}

function isLarge({ population }: Hromada): boolean {
  return population >= LARGE_FROM;
}
