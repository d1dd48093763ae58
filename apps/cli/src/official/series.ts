import { renderText, yearlySeries } from '@safe-community/charts';
import {
  FigureKind,
  Qualifier,
  type OfficialFigure,
  type OfficialSeries,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import type { StatedFigure } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Column } from '../lists/columns.ts';
import { differenceNote } from '../scorecard/difference-note.ts';
import { date, dates, isoDate, official } from '../scorecard/numbers.ts';
import { language, say } from '../terminal/language.ts';
import { QUALIFIERS } from '../wording/indicators.ts';

/** A series with what was stated of it. */
interface Summary {
  readonly series: OfficialSeries;
  /** What counts, by period. */
  readonly figures: readonly OfficialFigure[];
}

export function summariesOf(figures: readonly StatedFigure[]): Summary[] {
  const counting = figures.flatMap(({ figure, counts }) => (counts && figure?.series ? [figure] : []));
  return [...Map.groupBy(counting, ({ series }) => series?.id)].flatMap(([, all]) => {
    const series = all[0]?.series;
    return series === undefined ? [] : [{ series, figures: all }];
  });
}

const name = ({ nameUk, nameEn }: OfficialSeries) => say({ uk: nameUk, en: nameEn });
const publisher = ({ publisherUk, publisherEn }: OfficialSeries) => say({ uk: publisherUk, en: publisherEn });

export const SERIES_COLUMNS: readonly Column<Summary>[] = [
  { uk: 'Ряд', en: 'Series', of: ({ series }) => series.id },
  { uk: 'Останнє', en: 'Latest', of: ({ figures }) => official(latestOf(figures)), align: 'right' },
  { uk: 'За період', en: 'Of', of: ({ figures }) => shown(latestOf(figures), periodOf) },
  { uk: 'Роки', en: 'Years', of: ({ figures }) => yearsOf(figures), drop: 1 },
  { uk: 'Видавець', en: 'Publisher', of: ({ series }) => publisher(series), drop: 2 },
  { uk: 'Назва', en: 'Name', of: ({ series }) => name(series), drop: 3 },
];

export const STATEMENT_COLUMNS: readonly Column<StatedFigure>[] = [
  { uk: 'Період', en: 'Period', of: ({ figure }) => figure && periodOf(figure) },
  {
    uk: 'Значення',
    en: 'Value',
    of: ({ figure, counts }) => `${official(figure)}${counts ? '' : say({ uk: ' (раніше)', en: ' (earlier)' })}`,
    align: 'right',
  },
  { uk: 'Оприлюднено', en: 'Published', of: ({ figure }) => date(figure?.provenance?.published) },
  {
    uk: 'Джерело',
    en: 'Source',
    of: ({ figure }) => figure?.provenance?.link || figure?.provenance?.title,
    drop: 1,
  },
  { uk: 'Речення', en: 'Sentence', of: ({ figure }) => startOf(figure?.provenance?.sentence ?? ''), drop: 2 },
];

/** The years of the series as a chart, or why there is none. */
export function chartLines(figures: readonly StatedFigure[], columns: number): string[] {
  const [summary] = summariesOf(figures);
  if (summary === undefined) return [];
  const { series } = summary;
  const observed = summary.figures.filter(({ kind }) => kind === FigureKind.OBSERVED);
  const numbers = observed.map((figure) => ({
    from: isoDate(figure.periodStart),
    to: isoDate(figure.periodEnd),
    value: figure.value,
    qualifier: figure.qualifier === Qualifier.EXACT ? undefined : QUALIFIERS.nameOf(figure.qualifier),
  }));
  const drawn = { title: name(series), publisher: publisher(series), unit: series.unit, numbers };
  const chart = yearlySeries(drawn, language());
  return chart === undefined ? [say(NO_CHART)] : renderText(chart, { language: language(), columns });
}

const NO_CHART = {
  uk: 'Немає рисунка: числа охоплюють різні частини років, і їх не можна порівняти.',
  en: 'There is no chart: the figures cover different parts of years and cannot be compared.',
};

/** What a series is, and what a reader has to know of its figures. */
export function notesOf(figures: readonly StatedFigure[]): string[] {
  const series = figures[0]?.figure?.series;
  if (series === undefined) return [];
  return [
    [
      `${publisher(series)}.`,
      say({ uk: series.definitionUk, en: series.definitionEn }),
      say({ uk: series.differsUk, en: series.differsEn }),
    ]
      .join(' ')
      .trim(),
    ...figures.flatMap(({ figure, others }) =>
      figure === undefined ? [] : others.map((each) => otherNote(figure, each)),
    ),
    ...figures.flatMap(({ figure }) => statementNote(figure)),
    ...figures.flatMap(differenceNote),
    say({ uk: `Ліцензія: ${series.licenceUk}`, en: `Licence: ${series.licenceEn}` }),
  ];
}

function statementNote(figure: OfficialFigure | undefined): string[] {
  const { noteUk = '', noteEn = '' } = figure?.provenance ?? {};
  return figure === undefined || noteEn === ''
    ? []
    : [`${periodOf(figure)}, ${official(figure)}: ${say({ uk: noteUk, en: noteEn })}`];
}

/** Why another series states something else of the same period, or that nobody says why. */
function otherNote(figure: OfficialFigure, other: OfficialFigure): string {
  const { series } = other;
  if (series === undefined) return '';
  const why = say({
    uk: figure.series?.differsUk || series.differsUk || 'Чому числа різняться, ніхто не пояснює.',
    en: figure.series?.differsEn || series.differsEn || 'Nobody says why they differ.',
  });
  return `${periodOf(figure)}: ${official(figure)}; ${publisher(series)} – ${official(other)} (${series.id}). ${why}`;
}

/** The last whole year, or else the last one observed, or else a goal. */
function latestOf(figures: readonly OfficialFigure[]): OfficialFigure | undefined {
  const observed = figures.filter(({ kind }) => kind === FigureKind.OBSERVED);
  return observed.findLast(isYear) ?? observed.at(-1) ?? figures.at(-1);
}

function shown<Value>(value: Value | undefined, text: (value: Value) => string): string {
  return value === undefined ? '' : text(value);
}

function isYear({ periodStart, periodEnd }: OfficialFigure): boolean {
  const from = isoDate(periodStart);
  return from.endsWith('-01-01') && isoDate(periodEnd) === `${from.slice(0, 4)}-12-31`;
}

function yearsOf(figures: readonly OfficialFigure[]): string {
  const years = figures.map(({ periodEnd }) => periodEnd?.year ?? 0);
  return [...new Set([Math.min(...years), Math.max(...years)])].join('–');
}

function periodOf(figure: OfficialFigure): string {
  const [from, to] = [isoDate(figure.periodStart), isoDate(figure.periodEnd)];
  const days = isYear(figure) ? from.slice(0, 4) : dates(from, to);
  return figure.kind === FigureKind.TARGET ? say({ uk: `ціль, ${days}`, en: `target, ${days}` }) : days;
}

/** Keeps a row of the table on a screen; --csv and --json have the whole sentence. */
const MAX_START = 60;

/** The sentence, or its first words. */
function startOf(sentence: string): string {
  const text = sentence.replace(/\s+/g, ' ').trim();
  if (text.length <= MAX_START) return text;
  const cut = text.slice(0, MAX_START);
  // A word without an end is cut where it is.
  return `${cut.replace(/[\s,;:–—-]+\S*$/u, '') || cut}…`;
}
