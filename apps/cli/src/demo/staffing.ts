import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Hromada } from '@safe-community/territory';
import { divideIntoBeats, type DividedBeat } from './beats.ts';
import { inventPerson, type InventedPerson } from './people.ts';
import { randomOf, type Random } from './random.ts';
import { chooseHromadas } from './served-hromadas.ts';

/** Of the officers of whole hromadas for whom a deputy stands in. */
const ON_LEAVE = 0.15;
const DEPUTIES = 2;
/** Besides those who are trained for the vacant beats. */
const CANDIDATES = 90;
const IN_SELECTION = 60;

/** Added to phone numbers, so that they differ from those of the patrol officers. */
const OF_DISTRICT_OFFICERS = 9_000_000;
const OF_CANDIDATES = 9_100_000;

/** An invented officer. */
export interface PlannedOfficer extends InventedPerson {
  readonly serviceNumber: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  /** Where the officer serves or is to serve. */
  readonly hromadaCode: string;
}

/** A beat with its officers. */
export interface PlannedBeat extends DividedBeat {
  /** Absent from a vacant beat, and where no community officer serves. */
  readonly primary?: PlannedOfficer;
  /** In their order; they are the primaries of other beats of the hromada. */
  readonly deputies: readonly PlannedOfficer[];
  readonly district?: PlannedOfficer;
}

export interface Staffing {
  readonly officers: readonly PlannedOfficer[];
  readonly beats: readonly PlannedBeat[];
  /** Two beats of a hromada, the whole one first, whose primaries will exchange them. */
  readonly exchange?: readonly [PlannedBeat, PlannedBeat];
}

/**
 * 632 community officers on 700 beats of 372 hromadas, a district officer in each of the others that are not occupied,
 * and people on their way to become community officers.
 */
export function planStaffing(): Staffing {
  const { served, others } = chooseHromadas();
  const community = appointDeputies(appointPrimaries(divideIntoBeats(served)));
  const elsewhere = appointDistrictOfficers(others);
  const beats = [...community, ...elsewhere];
  const exchange = chooseExchange(community);
  return {
    officers: [...beats.flatMap(({ primary, district }) => primary ?? district ?? []), ...planCandidates(beats)],
    beats,
    ...(exchange === undefined ? {} : { exchange }),
  };
}

type LedBeat = Omit<PlannedBeat, 'deputies'>;

function appointPrimaries(beats: readonly DividedBeat[]): LedBeat[] {
  const random = randomOf('community officers');
  const leave = randomOf('officers on leave');
  const withDeputies = new Set(
    beats.filter((beat) => !isWhole(beat) && !beat.isVacant).map(({ hromadaCode }) => hromadaCode),
  );
  const staffed = beats.filter(({ isVacant }) => !isVacant);
  const led = staffed.map((beat, index): LedBeat => {
    const { hromadaCode } = beat;
    const isOnLeave = isWhole(beat) && withDeputies.has(hromadaCode) && leave.chance(ON_LEAVE);
    const state = isOnLeave ? OfficerState.ON_LEAVE : OfficerState.ACTIVE;
    const primary = {
      ...inventPerson(random, index + 1),
      serviceNumber: numbered('DEMO-H', index),
      kind: OfficerKind.COMMUNITY,
      state,
      hromadaCode,
    };
    return { ...beat, primary };
  });
  return [...led, ...beats.filter(({ isVacant }) => isVacant)];
}

/** The officers of its parts stand in for the officer of a whole hromada, who stands in where a part is vacant. */
function appointDeputies(beats: readonly LedBeat[]): PlannedBeat[] {
  const ofHromadas = Map.groupBy(beats, ({ hromadaCode }) => hromadaCode);
  return beats.map((beat) => {
    const others = (ofHromadas.get(beat.hromadaCode) ?? []).filter((other) => other !== beat);
    const standIns = isWhole(beat) ? others : beat.isVacant ? others.filter(isWhole) : [];
    return { ...beat, deputies: standIns.flatMap(({ primary }) => primary ?? []).slice(0, DEPUTIES) };
  });
}

function appointDistrictOfficers(hromadas: readonly Hromada[]): PlannedBeat[] {
  const random = randomOf('district officers');
  return hromadas.map(({ code }, index) => {
    const district = {
      ...inventPerson(random, OF_DISTRICT_OFFICERS + index + 1),
      serviceNumber: numbered('DEMO-D', index),
      kind: OfficerKind.DISTRICT,
      state: OfficerState.ACTIVE,
      hromadaCode: code,
    };
    return { hromadaCode: code, name: '', unitCodes: [], isVacant: true, deputies: [], district };
  });
}

/** Somebody is trained for each vacant beat; others apply for hromadas without a community officer. */
function planCandidates(beats: readonly PlannedBeat[]): PlannedOfficer[] {
  const random = randomOf('candidates');
  const trained = beats.filter(({ isVacant, district }) => isVacant && district === undefined);
  const wanted = beats.filter(({ district }) => district !== undefined);
  const stages = [
    ...trained.map(({ hromadaCode }) => ({ hromadaCode, state: OfficerState.TRAINING })),
    ...drawn(random, wanted, IN_SELECTION, OfficerState.SELECTION),
    ...drawn(random, wanted, CANDIDATES, OfficerState.CANDIDATE),
  ];
  return stages.map((stage, index) => ({
    ...inventPerson(random, OF_CANDIDATES + index + 1),
    serviceNumber: numbered('DEMO-K', index),
    kind: OfficerKind.COMMUNITY,
    ...stage,
  }));
}

function drawn(random: Random, beats: readonly PlannedBeat[], count: number, state: OfficerState) {
  return Array.from({ length: count }, () => ({ hromadaCode: random.pick(beats).hromadaCode, state }));
}

/** Of the first hromada where an active officer serves on its settlements, and another one on the rest. */
function chooseExchange(beats: readonly PlannedBeat[]): Staffing['exchange'] {
  const isActive = ({ primary }: PlannedBeat): boolean => primary?.state === OfficerState.ACTIVE;
  for (const [, [whole, part]] of Map.groupBy(beats.filter(isActive), ({ hromadaCode }) => hromadaCode)) {
    if (whole && part && isWhole(whole) && districtOf(part) === '') return [whole, part];
  }
  return undefined;
}

/** The starosta district that is a beat by itself; empty for another beat. */
export function districtOf({ unitCodes }: Pick<DividedBeat, 'unitCodes'>): string {
  const [code = ''] = unitCodes;
  return code.startsWith('UA') ? '' : code;
}

export function isWhole({ unitCodes }: Pick<DividedBeat, 'unitCodes'>): boolean {
  return unitCodes.length === 0;
}

function numbered(prefix: string, index: number): string {
  return `${prefix}-${String(index + 1).padStart(5, '0')}`;
}
