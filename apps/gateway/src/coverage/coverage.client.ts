import { BeatServiceService as Beats } from '@safe-community/contracts/officers/v1/beat_service.ts';
import {
  ListHromadaCoverageRequest,
  type HromadaCoverage as CoverageMessage,
} from '@safe-community/contracts/officers/v1/coverage.ts';
import { remembered, type Backend } from '../backend/module.ts';
import type { HromadaCoverage } from './coverage.ts';
import { toPlaceControl } from './place-control.client.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
const PAGE = 500;
/** No list of hromadas has more. */
const MAX_PAGES = 10;

export type ReadCoverage = () => Promise<readonly HromadaCoverage[]>;

/** Coverage of all hromadas, by code. */
export function coverageReader({ officers }: Backend): ReadCoverage {
  const read = remembered(() => allPages(officers), MEMORY);
  return () => read('');
}

async function allPages(officers: Backend['officers']): Promise<HromadaCoverage[]> {
  const rows: HromadaCoverage[] = [];
  let pageToken = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const request = ListHromadaCoverageRequest.fromPartial({ pageSize: PAGE, pageToken });
    const { hromadas, nextPageToken } = await officers(Beats.listHromadaCoverage, request);
    rows.push(...hromadas.map(toCoverage));
    if (nextPageToken === '') return rows.toSorted((a, b) => (a.hromadaCode < b.hromadaCode ? -1 : 1));
    pageToken = nextPageToken;
  }
  throw new Error('coverage has more pages than there are hromadas');
}

function toCoverage(row: CoverageMessage): HromadaCoverage {
  const { hromadaCode, population, populationCovered, beats, staffedBeats, requiredBeats, eligible } = row;
  return {
    hromadaCode,
    population,
    populationCovered,
    beats,
    staffedBeats,
    requiredBeats,
    isEligible: eligible,
    control: toPlaceControl(row),
  };
}
