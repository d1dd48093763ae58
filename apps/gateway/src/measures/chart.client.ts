import { ChartKind, ChartLanguage, ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { categoryOfWord, remembered, type Backend } from '../backend/module.ts';
import type { Language } from '../site/module.ts';
import type { Chart, ChartChoice } from './chart.ts';
import { dimensionNumber } from './measures.client.ts';

/** Their figures move by months. */
const MEMORY = { freshMs: 300_000, staleMs: 3_600_000, most: 200, mostBytes: 20_000_000 };
/** A drawing is legible in the width it is drawn for: one for phones, one for the others. */
const WIDTHS = { narrow: 360, wide: 720 } as const;

export type ReadChart = (choice: ChartChoice, language: Language) => Promise<Chart>;

export function chartReader({ statistics }: Pick<Backend, 'statistics'>): ReadChart {
  const read = remembered(async (key): Promise<Chart> => {
    const [language, choice] = JSON.parse(key) as [Language, ChartChoice];
    const { svg, narrowSvg, table } = await statistics(Statistics.exportChart, requestOf(choice, language));
    const { headings = [], rows = [] } = table ?? {};
    return { narrow: narrowSvg, wide: svg, headings, rows: rows.map(({ cells }) => cells) };
  }, MEMORY);
  return (choice, language) => read(JSON.stringify([language, choice]));
}

function requestOf({ measure, category, territory, part, from, to, hasRevisions }: ChartChoice, language: Language) {
  const { UKRAINIAN, ENGLISH } = ChartLanguage;
  return ExportChartRequest.fromPartial({
    kind: ChartKind.TIME_SERIES,
    language: language === 'uk' ? UKRAINIAN : ENGLISH,
    width: WIDTHS.wide,
    narrowWidth: WIDTHS.narrow,
    firstPublished: hasRevisions,
    selection: {
      measures: [measure],
      category: categoryOfWord(category),
      territoryCodes: territory === '' ? [] : [territory],
      firstDay: from,
      lastDay: to,
      groupBy: [dimensionNumber(part)],
    },
  });
}
