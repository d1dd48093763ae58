import {
  BeatServiceService,
  ListHromadaCoverageRequest,
  type HromadaCoverage as CoverageMessage,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import { inForce, kyivDay } from '@safe-community/domain-kit';
import { pageOf, pageTokenOf, readPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { hromadas, specialCities } from '@safe-community/territory';
import { NORMS, requiredBeats, type BeatNorm } from '../beats/module.ts';
import { checkOblast, readHistory, type History } from '../territory/module.ts';
import type { Directory } from './directory.adapter.ts';
import {
  byPopulation,
  coverageOf,
  hasGap,
  textOf,
  toListPlace,
  type Eligibility,
  type HromadaCoverage,
} from './hromada-coverage.ts';

export interface CoverageNeeds {
  readonly directory: Directory;
  readonly clock: { now(): Date };
}

/** The gaps, hromada by hromada. */
export function listHromadaCoverage({ directory, clock }: CoverageNeeds): Rpc {
  return query(BeatServiceService.listHromadaCoverage, {
    parse(request, fields) {
      const filter = ListHromadaCoverageRequest.encode({ ...request, pageSize: 0, pageToken: '' }).finish();
      const page = readPage(request, filter, toListPlace);
      fields.check(page.violations);
      return { filter, page, oblastCode: fields.text('oblast_code', checkOblast), gapsOnly: request.gapsOnly };
    },
    async read({ filter, page, oblastCode, gapsOnly }, _call, database) {
      const now = clock.now();
      const norm = inForce(await NORMS.list(database.em.fork()), now);
      const history = await readHistory(database.em.fork());
      const after = page.place;
      const places = [...hromadas(), ...specialCities()]
        .filter((each) => oblastCode === '' || each.oblastCode === oblastCode)
        .filter((each) => after === undefined || byPopulation(after, each) < 0)
        .toSorted(byPopulation);
      const found = firstOf(
        places,
        page.size + 1,
        coverageIn(directory, norm, history, now),
        (each) => !gapsOnly || hasGap(each),
      );
      const { page: shown, last } = pageOf(found, page.size);
      return { shown, nextPageToken: last === undefined ? '' : pageTokenOf(filter, textOf(last.hromada)) };
    },
    reply: ({ shown, nextPageToken }) => ({ hromadas: shown.map(toMessage), nextPageToken }),
  });
}

type Populated = ReturnType<typeof hromadas>[number];

function coverageIn(directory: Directory, norm: BeatNorm | undefined, history: History, now: Date) {
  const day = kyivDay(now);
  const beatsIn = Map.groupBy(directory.beats(), ({ hromadaCode }) => hromadaCode);
  return (hromada: Populated): HromadaCoverage => {
    const beats = (beatsIn.get(hromada.code) ?? []).map((beat) => ({ beat, duties: directory.dutiesOn(beat.beatId) }));
    return coverageOf(hromada, beats, {
      required: requiredBeats(hromada, norm),
      eligibility: eligibilityOf(history, day, hromada.code),
      now,
    });
  };
}

/** The first `most` results that are wanted. */
function firstOf<Item, Result>(
  items: readonly Item[],
  most: number,
  resultOf: (item: Item) => Result,
  isWanted: (result: Result) => boolean,
): Result[] {
  const results: Result[] = [];
  for (const item of items) {
    if (results.length === most) break;
    const result = resultOf(item);
    if (isWanted(result)) results.push(result);
  }
  return results;
}

/** Whether a hromada is neither occupied nor at the front, as far as the territory knows. */
function eligibilityOf(history: History, day: string, code: string): Eligibility {
  const { status, since } = history.stateOn(day, code);
  const eligible = status === 'controlled' || status === 'liberated';
  return { eligible, since: eligible ? '' : (since?.effectiveOn ?? '') };
}

function toMessage({
  hromada,
  beats,
  staffed,
  populationCovered,
  required,
  eligible,
  since,
}: HromadaCoverage): CoverageMessage {
  return {
    hromadaCode: hromada.code,
    name: hromada.name,
    oblastCode: hromada.oblastCode,
    population: hromada.population,
    beats,
    staffedBeats: staffed,
    vacantBeats: beats - staffed,
    populationCovered,
    requiredBeats: required,
    eligible,
    ineligibleSince: since,
  };
}
