import { findSettlement, starostaDistricts, type Hromada } from '@safe-community/territory';
import { randomOf, shuffled } from './random.ts';
import { settlementsIn } from './served-hromadas.ts';

const OFFICERS_IN_2021 = 632;
/** Beats that wait for an officer. */
const VACANT = 68;
const BEATS = OFFICERS_IN_2021 + VACANT;

/** By the first norm of the registry: a hromada of this population is large, and its starosta districts have officers. */
const LARGE_FROM = 50_000;
/** People of a beat by order № 650. Here only their ratio matters; the registry knows the dated norm. */
const NORM = { urban: 7_000, rural: 6_000 };

/** A beat of the demonstration. */
export interface DividedBeat {
  readonly hromadaCode: string;
  /** Empty for the whole hromada, whose beat has the name of the hromada. */
  readonly name: string;
  /** A starosta district, or settlements; none for the whole hromada except for what its other beats cover. */
  readonly unitCodes: readonly string[];
  readonly isVacant: boolean;
}

/**
 * 700 beats: one for each hromada as a whole, one for each starosta district of the large ones, and the others for
 * settlements of those where one officer would have the most people by the norm. 68 parts of hromadas are vacant.
 */
export function divideIntoBeats(hromadas: readonly Hromada[]): DividedBeat[] {
  const whole = hromadas.map(({ code }) => ({ hromadaCode: code, name: '', unitCodes: [] }));
  const ofDistricts = hromadas.filter(isLarge).flatMap(districtBeats);
  const others = hromadas.filter((hromada) => !isLarge(hromada));
  const ofSettlements = shareOut(others, BEATS - whole.length - ofDistricts.length).flatMap(settlementBeats);
  const parts = [...ofDistricts, ...ofSettlements];
  const vacant = new Set(shuffled(parts, randomOf('vacant beats')).slice(0, VACANT));
  return [...whole, ...parts].map((beat) => ({ ...beat, isVacant: vacant.has(beat) }));
}

function isLarge({ population }: Hromada): boolean {
  return population >= LARGE_FROM;
}

function districtBeats({ code }: Hromada) {
  return starostaDistricts(code).map((district) => ({
    hromadaCode: code,
    // As the registry names a beat that comes into being with its officer.
    name: district.name,
    unitCodes: [district.code],
  }));
}

/** A hromada, and how many beats of settlements it has. */
interface Shared {
  readonly hromada: Hromada;
  readonly settlements: readonly string[];
  parts: number;
}

/** Gives each part to the hromada where a beat has the most people by the norm, and a settlement is left. */
function shareOut(hromadas: readonly Hromada[], parts: number): Shared[] {
  const shares = hromadas.map((hromada): Shared => ({ hromada, settlements: settlementsIn(hromada), parts: 0 }));
  const burden = ({ hromada: { population, kind }, parts: given }: Shared): number =>
    population / (given + 1) / (kind === 'urban' ? NORM.urban : NORM.rural);
  for (let given = 0; given < parts; given += 1) {
    const possible = shares.filter((share) => share.settlements.length > share.parts + 1);
    const next = possible.reduce((most, share) => (burden(share) > burden(most) ? share : most));
    next.parts += 1;
  }
  return shares;
}

/** Equal groups of settlements in the order of their codes. The first, with the centre, is left to the whole hromada. */
function settlementBeats({ hromada: { code, centre }, settlements, parts }: Shared) {
  const isCentre = (settlement: string): boolean => findSettlement(settlement)?.name === centre;
  const centreFirst = settlements.toSorted((a, b) => Number(isCentre(b)) - Number(isCentre(a)));
  return Array.from({ length: parts }, (_, index) => {
    const [from, to] = [index + 1, index + 2].map((group) => Math.round((group * centreFirst.length) / (parts + 1)));
    const unitCodes = centreFirst.slice(from, to);
    const name = `Дільниця № ${index + 2}: ${findSettlement(unitCodes[0] ?? '')?.name ?? ''}`;
    return { hromadaCode: code, name, unitCodes };
  });
}
