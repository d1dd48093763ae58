import type { EntityManager } from '@safe-community/database';
import { inForce, kyivDay } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { NORMS } from '../beats/module.ts';
import { readDistricts } from '../starosta-districts/module.ts';
import { readHistory } from '../territory/module.ts';
import { coverageAt } from './covered-hromadas.ts';
import { readBeatsAt } from './past.store.ts';

/** The people of a hromada who were covered at the instant. */
export type CoveredPeople = (hromadaCode: string) => number;

/**
 * Reads how many people of hromadas were covered at instants of the past, by the rule of their coverage of now. Of a
 * hromada that was merged by then, the same share is covered as of its successor.
 */
export async function coveredPeopleReader(
  em: EntityManager,
): Promise<(hromadaCodes: readonly string[], at: Date) => Promise<CoveredPeople>> {
  const [norms, history, districts] = [await NORMS.list(em), await readHistory(em), await readDistricts(em)];
  return async (hromadaCodes, at) => {
    const day = kyivDay(at);
    const parts = hromadaCodes.flatMap((code) => history.partsOn(day, history.currentCode(day, code)));
    // Only primaries cover people: see `coverageOf`.
    const beats = await readBeatsAt(em, [...new Set(parts)], at, ['primary']);
    const dutiesOf = new Map(beats.map(({ beat, duties }) => [beat.beatId, duties]));
    const past = {
      beats: () => beats.map(({ beat }) => beat),
      dutiesOn: (beatId: string) => dutiesOf.get(beatId) ?? [],
      districts: () => districts,
    };
    const coverage = coverageAt(past, { norm: inForce(norms, at), history, now: at });
    return (code) => {
      const [own, current] = [findHromada(code), findHromada(history.currentCode(day, code))];
      if (own === undefined || current === undefined) return 0;
      const { hromada, populationCovered } = coverage(current);
      return Math.floor((own.population * populationCovered) / Math.max(1, hromada.population));
    };
  };
}
