import { ListHromadaCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import {
  QueryFiguresResponse,
  TerritoryLevel,
  type QueryFiguresRequest,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { hromadas, oblasts, specialCities } from '@safe-community/territory';
import { GetCoverageResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { ANSWERS, NOT_PLAIN } from './answers.ts';
import type { Answers } from './answer-of.ts';

/** A number that looks random and is always the same. */
function someNumber(index: number, below: number): number {
  return (index * 7_919 + 104_729) % below;
}

const PLACES = [...hromadas(), ...specialCities()];
const PAGE = 500;

/** Figures of every hromada and oblast, different enough that nothing compresses by accident. */
export const COUNTRY_ANSWERS: Answers = {
  ...ANSWERS,
  ListHromadaCoverage(request) {
    const { pageToken = '' } = request as { readonly pageToken?: string };
    const start = Number(pageToken);
    const page = hromadas().slice(start, start + PAGE);
    return ListHromadaCoverageResponse.fromPartial({
      hromadas: page.map(({ code, population }, index) => {
        const number = start + index;
        return {
          hromadaCode: code,
          population,
          populationCovered: Math.round((population * someNumber(number, 101)) / 100),
          beats: 9,
          staffedBeats: someNumber(number, 9),
          requiredBeats: 9,
          eligible: number % 13 !== 3,
          ...NOT_PLAIN.get(code),
        };
      }),
      nextPageToken: start + PAGE < hromadas().length ? String(start + PAGE) : '',
    });
  },
  GetCoverage: () =>
    GetCoverageResponse.fromPartial({
      oblasts: oblasts().map(({ code, kind }, index) => {
        const all = kind === 'oblast' ? 60 : 0;
        return { oblastCode: code, hromadas: all, coveredHromadas: someNumber(index, all + 1) };
      }),
    }),
  QueryFigures(request) {
    const { selection } = request as QueryFiguresRequest;
    const [measure = ''] = selection?.measures ?? [];
    if (selection?.level === TerritoryLevel.UNSPECIFIED) return ANSWERS.QueryFigures?.(request);
    const codes = (selection?.level === TerritoryLevel.OBLAST ? oblasts() : PLACES).map(({ code }) => code);
    return QueryFiguresResponse.fromPartial({
      figures: codes.flatMap((territoryCode, index) => {
        if (index % 11 === 5) return [];
        const number = someNumber(index, 2_500);
        const value =
          { incidents: number % 7 === 0 ? number % 5 : number, camera_coverage: number % 101 }[measure] ?? number;
        return [{ measure, territoryCode, value, demonstration: value, base: number }];
      }),
    });
  },
};
