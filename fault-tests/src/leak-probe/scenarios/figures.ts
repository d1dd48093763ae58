import { FigureKind, Indicator, OfficialFigure, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { ChartKind, ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { FigureDimension, QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import {
  GetScorecardRequest,
  ListOfficialFiguresRequest,
  StatisticsServiceService as Statistics,
  WatchScorecardRequest,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { ProbeContext } from '../probe-context.ts';

const DAY = { year: 2001, month: 1, day: 1 };

/** Published figures hold no personal data; they are included so that every method is called. */
export async function runFiguresScenario({ probe, random }: ProbeContext): Promise<void> {
  const figure = OfficialFigure.fromPartial({
    series: {
      id: 'invented-trust',
      indicator: Indicator.TRUST_PERCENT,
      nameUk: 'Вигадана довіра',
      nameEn: 'Invented trust',
      publisherUk: 'Вигадане видання',
      publisherEn: 'Invented paper',
      definitionUk: 'Вигадка',
      definitionEn: 'Invented',
      unit: 'per cent',
      licenceUk: 'Без обмежень',
      licenceEn: 'No restrictions',
    },
    kind: FigureKind.OBSERVED,
    value: 50,
    qualifier: Qualifier.EXACT,
    periodStart: DAY,
    periodEnd: DAY,
    provenance: {
      title: 'Вигадка',
      published: DAY,
      sentence: '',
      link: '',
    },
  });
  await probe.ask(Statistics.importOfficialFigures, { requestId: random.uuid(), figures: [figure] });
  await probe.ask(Statistics.listOfficialFigures, ListOfficialFiguresRequest.fromPartial({ includeRevisions: true }));
  const selection = { measures: ['incidents'], firstDay: DAY, lastDay: DAY };
  await probe.ask(Statistics.queryFigures, QueryFiguresRequest.fromPartial({ selection }));
  const chart = { kind: ChartKind.BARS, selection: { ...selection, groupBy: [FigureDimension.CATEGORY] } };
  await probe.ask(Statistics.exportChart, ExportChartRequest.fromPartial(chart));
  await probe.ask(Statistics.getScorecard, GetScorecardRequest.fromPartial({}));
  await probe.receive(Statistics.readCounters, {}, 1);
  await probe.receive(Statistics.watchScorecard, WatchScorecardRequest.fromPartial({}), 1);
}
