import {
  FigureKind,
  Indicator,
  Qualifier,
  type Day,
  type OfficialFigure,
  type OfficialSeries,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ListOfficialFiguresRequest,
  StatisticsServiceService as Statistics,
  type StatedFigure,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { remembered, type Backend } from '../backend/module.ts';
import type { OfficialQualifier, OtherView, SeriesView, StatementView, Texts } from './official.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };
const PAGE = 500;

/** All series by their indicators, then by their ids. */
export type ReadSeries = () => Promise<readonly SeriesView[]>;

export function seriesReader({ statistics }: Pick<Backend, 'statistics'>): ReadSeries {
  const read = remembered(async () => {
    const stated: StatedFigure[] = [];
    let pageToken = '';
    do {
      const request = ListOfficialFiguresRequest.fromPartial({ includeRevisions: true, pageSize: PAGE, pageToken });
      const answer = await statistics(Statistics.listOfficialFigures, request);
      stated.push(...answer.figures);
      pageToken = answer.nextPageToken;
    } while (pageToken !== '');
    return toViews(stated);
  }, MEMORY);
  return () => read('');
}

function toViews(stated: readonly StatedFigure[]): SeriesView[] {
  const bySeries = Map.groupBy(stated, ({ figure }) => figure?.series?.id);
  // Those of one indicator beside each other, deaths first.
  const sorted = [...bySeries.values()].toSorted((one, other) => indicatorOf(one) - indicatorOf(other));
  return sorted.flatMap((all) => {
    const series = all[0]?.figure?.series;
    return series === undefined ? [] : [toView(series, all)];
  });
}

function indicatorOf([first]: readonly StatedFigure[]): number {
  return first?.figure?.series?.indicator ?? 0;
}

function toView(series: OfficialSeries, stated: readonly StatedFigure[]): SeriesView {
  return {
    id: series.id,
    indicator: nameIn(Indicator, series.indicator) ?? 'other',
    name: { uk: series.nameUk, en: series.nameEn },
    publisher: publisherOf(series),
    definition: { uk: series.definitionUk, en: series.definitionEn },
    unit: series.unit,
    licence: { uk: series.licenceUk, en: series.licenceEn },
    differs: differsOf(series),
    statements: stated.flatMap((each) => toStatement(each) ?? []),
  };
}

function toStatement({ figure, counts, others }: StatedFigure): StatementView | undefined {
  if (figure?.provenance === undefined) return undefined;
  const { kind, value, qualifier, provenance } = figure;
  const { title, sentence, link, replaces, noteUk, noteEn } = provenance;
  return {
    kind: kind === FigureKind.TARGET ? 'target' : 'observed',
    from: written(figure.periodStart),
    to: written(figure.periodEnd),
    value,
    qualifier: toQualifier(qualifier),
    published: written(provenance.published),
    replaces: replaces && written(replaces),
    counts,
    title,
    sentence,
    link,
    note: noteEn === '' ? undefined : { uk: noteUk, en: noteEn },
    others: others.flatMap((other) => toOther(figure, other)),
  };
}

function toOther({ series: own }: OfficialFigure, { series, value, qualifier }: OfficialFigure): OtherView[] {
  if (series === undefined) return [];
  const why = (own && differsOf(own)) ?? differsOf(series);
  return [{ seriesId: series.id, publisher: publisherOf(series), value, qualifier: toQualifier(qualifier), why }];
}

function publisherOf({ publisherUk, publisherEn }: OfficialSeries): Texts {
  return { uk: publisherUk, en: publisherEn };
}

function differsOf({ differsUk, differsEn }: OfficialSeries): Texts | undefined {
  return differsEn === '' ? undefined : { uk: differsUk, en: differsEn };
}

const QUALIFIERS: ReadonlyMap<Qualifier, OfficialQualifier> = new Map([
  [Qualifier.MORE_THAN, 'more'],
  [Qualifier.ABOUT, 'about'],
  [Qualifier.PRELIMINARY, 'preliminary'],
]);

export function toQualifier(qualifier: Qualifier): OfficialQualifier {
  return QUALIFIERS.get(qualifier) ?? 'exact';
}

function written(day: Day | undefined): string {
  const { year = 0, month = 0, day: ofMonth = 0 } = day ?? {};
  return [String(year).padStart(4, '0'), ...[month, ofMonth].map((part) => String(part).padStart(2, '0'))].join('-');
}

/** The word of a value of an enum. */
export function nameIn(all: Readonly<Record<string, string | number>>, wanted: number): string | undefined {
  return Object.entries(all)
    .find(([, number]) => number === wanted)?.[0]
    .toLowerCase();
}
