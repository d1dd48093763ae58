import { kyivDay } from '@safe-community/domain-kit';
import { findHromada, hromadas, specialCities } from '@safe-community/territory';
import { requiredBeats, type BeatNorm } from '../beats/module.ts';
import type { History } from '../territory/module.ts';
import type { Directory } from './directory.adapter.ts';
import {
  coverageOf,
  peopleOf,
  withoutAnything,
  withParts,
  type Eligibility,
  type HromadaCoverage,
  type PopulatedHromada,
} from './hromada-coverage.ts';

/** The hromadas and cities with special status of an oblast. @param oblastCode empty for the country. */
export function hromadasOfOblast(oblastCode: string): PopulatedHromada[] {
  return [...hromadas(), ...specialCities()].filter((each) => oblastCode === '' || each.oblastCode === oblastCode);
}

/**
 * How each hromada is covered at an instant, by the beats and officers in memory. A merged one has nothing: all that it had
 * counts for its successor.
 */
export function coverageAt(
  directory: Pick<Directory, 'beats' | 'dutiesOn'>,
  { norm, history, now }: { norm: BeatNorm | undefined; history: History; now: Date },
): (hromada: PopulatedHromada) => HromadaCoverage {
  const day = kyivDay(now);
  const beatsIn = Map.groupBy(directory.beats(), ({ hromadaCode }) => hromadaCode);
  const own = (hromada: PopulatedHromada): HromadaCoverage => {
    const beats = (beatsIn.get(hromada.code) ?? []).map((beat) => ({ beat, duties: directory.dutiesOn(beat.beatId) }));
    return coverageOf(hromada, beats, {
      name: history.nameOn(day, hromada.code, hromada.name),
      required: requiredBeats(hromada, norm),
      eligibility: eligibilityOf(history, day, hromada.code),
      now,
    });
  };
  return (hromada) => {
    const coverage = own(hromada);
    if (coverage.successorCode !== '') return withoutAnything(coverage);
    return withParts(coverage, partsOf(hromada, history, day).map(own));
  };
}

/** The hromadas that were merged into this one by a day. */
function partsOf({ code }: PopulatedHromada, history: History, day: string): PopulatedHromada[] {
  return history.mergedInto(day, code).flatMap((part) => findHromada(part) ?? []);
}

/** The people of a hromada and of those that were merged into it by a day. */
export function peopleOn(history: History, day: string, hromada: PopulatedHromada): number {
  return peopleOf([hromada, ...partsOf(hromada, history, day)]);
}

/** Whether a hromada is neither merged, occupied nor at the front, as far as the territory knows. */
function eligibilityOf(history: History, day: string, code: string): Eligibility {
  const { merged, status } = history.stateOn(day, code);
  const since = history.outsideSince(day, code);
  const successorCode = merged === undefined ? '' : history.currentCode(day, code);
  return { eligible: since === undefined, status, since: since ?? '', successorCode };
}
