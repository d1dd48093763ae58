import { kyivDay, type DecidedDistricts } from '@safe-community/domain-kit';
import { findHromada, hromadas, specialCities } from '@safe-community/territory';
import type { BeatNorm } from '../beats/module.ts';
import { requiredBeats } from '../beats/norm.ts';
import type { History } from '../territory/module.ts';
import { peopleWith } from '../territory/open-hromadas.ts';

import type { Duty } from './duty.ts';
import {
  coverageOf,
  officersOf,
  withoutAnything,
  withParts,
  type CoveringBeat,
  type Eligibility,
  type HromadaCoverage,
  type PopulatedHromada,
  type StaffedBeat,
} from './hromada-coverage.ts';

/** The hromadas and cities with special status of an oblast. @param oblastCode empty for the country. */
export function hromadasOfOblast(oblastCode: string): PopulatedHromada[] {
  return [...hromadas(), ...specialCities()].filter((each) => oblastCode === '' || each.oblastCode === oblastCode);
}

/** Beats with their duties: from memory, or as they were at an instant. */
interface StaffedBeats {
  beats(): Iterable<CoveringBeat>;
  /** The current and future duties on a beat. */
  dutiesOn(beatId: string): readonly Duty[];
}

interface DividedHromadas {
  districts(): DecidedDistricts;
}

/**
 * How each hromada is covered at an instant, by its beats and officers. A merged one has nothing: all that it had
 * counts for its successor.
 */
export function coverageAt(
  directory: StaffedBeats & DividedHromadas,
  { norm, history, now }: { norm: BeatNorm | undefined; history: History; now: Date },
): (hromada: PopulatedHromada) => HromadaCoverage {
  const day = kyivDay(now);
  const requiredBy = (hromada: PopulatedHromada) => requiredBeats(hromada, norm);
  const beatsIn = staffedBeats(directory);
  const own = (hromada: PopulatedHromada): HromadaCoverage => {
    return coverageOf(hromada, beatsIn(hromada.code), {
      name: history.nameOn(day, hromada.code, hromada.name),
      required: requiredBy(hromada),
      eligibility: eligibilityOf(history, day, hromada.code),
      districtOf: (code) => directory.districts().districtOf(code, day),
      now,
    });
  };
  return (hromada) => {
    const coverage = own(hromada);
    if (coverage.successorCode !== '') return withoutAnything(coverage);
    return withParts(coverage, partsOf(hromada, history, day).map(own), requiredBy);
  };
}

/** How many community officers are at work on the beats of a hromada and of those that were merged into it. */
export function officersAt(directory: StaffedBeats, history: History, now: Date): (hromadaCode: string) => number {
  const beatsIn = staffedBeats(directory);
  return (code) => officersOf([code, ...history.mergedInto(kyivDay(now), code)].flatMap(beatsIn), now);
}

function staffedBeats(directory: StaffedBeats): (hromadaCode: string) => StaffedBeat[] {
  const beatsIn = Map.groupBy(directory.beats(), ({ hromadaCode }) => hromadaCode);
  return (code) => (beatsIn.get(code) ?? []).map((beat) => ({ beat, duties: directory.dutiesOn(beat.beatId) }));
}

/** The hromadas that were merged into this one by a day. */
function partsOf({ code }: PopulatedHromada, history: History, day: string): PopulatedHromada[] {
  return history.mergedInto(day, code).flatMap((part) => findHromada(part) ?? []);
}

/** The people of a hromada and of those that were merged into it by a day. */
export function peopleOn(history: History, day: string, hromada: PopulatedHromada): number {
  return peopleWith(hromada.population, history.mergedInto(day, hromada.code));
}

/** Whether a hromada is neither merged, occupied nor at the front, as far as the territory knows. */
function eligibilityOf(history: History, day: string, code: string): Eligibility {
  const { merged, status, since: change } = history.stateOn(day, code);
  const since = history.outsideSince(day, code);
  return {
    eligible: since === undefined,
    status,
    statusSince: change?.effectiveOn ?? '',
    isSinceExact: change?.isExact ?? false,
    since: since ?? '',
    successorCode: merged === undefined ? '' : history.currentCode(day, code),
  };
}
