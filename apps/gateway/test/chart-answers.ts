import { renderSvg, tableOf, type TimeSeries } from '@safe-community/charts';
import {
  ChartLanguage,
  ExportChartResponse,
  type ExportChartRequest,
} from '@safe-community/contracts/statistics/v1/chart.ts';

/** As statistics draws, of invented months. */
export function exportChart(request: object) {
  const { width, narrowWidth, firstPublished, language } = request as ExportChartRequest;
  const of = language === ChartLanguage.ENGLISH ? 'en' : 'uk';
  const chart: TimeSeries = {
    kind: 'time-series',
    title: of === 'en' ? 'Killed' : 'Загиблі',
    unit:
      of === 'en' ? { one: 'person', other: 'people' } : { one: 'особа', few: 'особи', many: 'осіб', other: 'особи' },
    points: Array.from({ length: 24 }, (_, index) => ({
      name: `${(index % 12) + 1}.${2025 + Math.floor(index / 12)}`,
      label: `${(index % 12) + 1}.${2025 + Math.floor(index / 12)}`,
      value: index === 5 ? undefined : 200 + ((index * 37) % 90),
      first: firstPublished && index === 9 ? 190 : undefined,
      qualifier: index > 21 ? (of === 'en' ? 'at least' : 'щонайменше') : undefined,
    })),
  };
  const { headings, rows } = tableOf(chart, of);
  return ExportChartResponse.fromPartial({
    svg: renderSvg(chart, { language: of, width, id: `chart-${width}` }),
    narrowSvg: renderSvg(chart, { language: of, width: narrowWidth, id: `chart-${narrowWidth}` }),
    table: { headings: [...headings], rows: rows.map((cells) => ({ cells: [...cells] })) },
  });
}
