import { BeatServiceService as Beats } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { ListHromadaCoverageRequest, type HromadaCoverage } from '@safe-community/contracts/officers/v1/coverage.ts';
import { FigureDimension, QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { categoryWord, remembered, type Backend } from '../backend/module.ts';
import { leftOutOf, measuresReader, toCoverageView } from '../measures/module.ts';
import { periodBefore, type Coverage, type HromadaFigures } from './hromada.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 2_000 };
/** No oblast has as many hromadas. */
const WHOLE_OBLAST = 500;

export interface HromadaReads {
  /** Undefined for a city with special status, which has none. */
  coverage(oblastCode: string, hromadaCode: string): Promise<Coverage | undefined>;
  figures(hromadaCode: string): Promise<HromadaFigures>;
}

export function hromadaReads({ officers, statistics }: Backend, now: () => Date): HromadaReads {
  const readMeasures = measuresReader({ statistics });
  // A whole oblast costs its service as much as one hromada, and serves the visitors of each.
  const ofOblast = remembered(async (oblastCode) => {
    const request = ListHromadaCoverageRequest.fromPartial({ oblastCode, pageSize: WHOLE_OBLAST });
    const { hromadas } = await officers(Beats.listHromadaCoverage, request);
    return new Map(hromadas.map((row) => [row.hromadaCode, toCoverage(row)]));
  }, MEMORY);
  const figures = remembered(async (territoryCode): Promise<HromadaFigures> => {
    const [year = 0, month = 0, day = 0] = kyivDay(now()).split('-').map(Number);
    const period = periodBefore({ year, month, day });
    const selection = {
      measures: ['incidents'],
      firstDay: period.from,
      lastDay: period.to,
      territoryCodes: [territoryCode],
      groupBy: [FigureDimension.CATEGORY],
    };
    const [{ figures: found }, leftOut] = await Promise.all([
      statistics(Statistics.queryFigures, QueryFiguresRequest.fromPartial({ selection })),
      leftOutOf(readMeasures, 'incidents'),
    ]);
    const counts = found.map(({ category, value, coverage }) => ({
      category: categoryWord(category) || 'other',
      incidents: value,
      isLowerBound: toCoverageView(coverage)?.completeness === 'incomplete',
    }));
    return { period, counts, leftOut };
  }, MEMORY);
  return { coverage: async (oblastCode, hromadaCode) => (await ofOblast(oblastCode)).get(hromadaCode), figures };
}

function toCoverage({ beats, staffedBeats, requiredBeats, eligible }: HromadaCoverage): Coverage {
  return { beats, staffedBeats, requiredBeats, isEligible: eligible };
}
