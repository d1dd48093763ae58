import type { Amount, Chart, Language, TimeSeries } from '@safe-community/charts';
import { addDays } from '@safe-community/domain-kit';
import {
  COUNTRY,
  BORDERS_ATTRIBUTION,
  BORDERS_ATTRIBUTION_UK,
  findHromada,
  findOblast,
  hromadas,
  outlinesOf,
  transliterate,
} from '@safe-community/territory';
import {
  calendarParts,
  PERIODS,
  unitWords,
  type Figure,
  type FigureRequest,
  type Measure,
  type Period,
} from '../figures/module.ts';
import { CATEGORIES, CATEGORY_NAMES } from '../incidents/module.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Level } from '../territory/module.ts';
import { writtenDay, type ChartKind, type FigureKind } from './chart-request.ts';
import { RATE_TEXTS, readableUnit, TEXTS } from './chart-words.ts';

/** The figures of one measure, and how they are shown. */
export interface Charted {
  readonly kind: FigureKind;
  readonly language: Language;
  readonly request: FigureRequest;
  readonly measure: Measure;
  /** The codes of the request's territories. */
  readonly territories: readonly string[];
  readonly figures: readonly Figure[];
  /** Of a series: what each part was known as at the end of its last day. */
  readonly firsts?: readonly Figure[];
}

export function chartOf(charted: Charted): Chart {
  const { kind, language, measure, figures, request } = charted;
  const { unit, divisor } = readableUnit(measure.unit, Math.max(0, ...figures.map(({ value }) => value)));
  const common = {
    title: titleOf(charted),
    subtitle: subtitleOf(request, charted.territories, language),
    unit: unitWords(unit, language),
    notes: [...notesOf(charted), ...(figures.some(isIncomplete) ? [TEXTS.incomplete[language]] : [])],
  };
  const amountOf: AmountOf = (figure) => ({
    value: figure && figure.value / divisor,
    // Only a count is a lower bound.
    qualifier: isIncomplete(figure) ? (measure.kind === 'count' ? TEXTS.atLeast : TEXTS.partial)[language] : undefined,
  });
  switch (kind) {
    case 'time_series':
      return { ...common, kind: 'time-series', points: pointsOf(charted, amountOf) };
    case 'bars':
      return { ...common, kind: 'bars', bars: barsOf(charted, amountOf) };
    case 'map':
      return mapOf(charted, common, amountOf);
    default:
      return kind satisfies never;
  }
}

function isIncomplete(figure: Figure | undefined): boolean {
  return figure?.coverage?.completeness === 'incomplete';
}

type AmountOf = (figure: Figure | undefined) => Amount;

/** What titles and notes say of a chart. */
interface Described {
  readonly kind: ChartKind;
  readonly language: Language;
  readonly request: FigureRequest;
  readonly measure: Measure;
}

export function titleOf({ measure, request, language, kind }: Described): string {
  const name = language === 'uk' ? measure.nameUk : measure.nameEn;
  const category = request.category === undefined ? '' : `: ${CATEGORY_NAMES[request.category][language]}`;
  const by = request.groupBy.includes('category') ? TEXTS.categories : TEXTS.territories;
  const rate = kind === 'funnel' || kind === 'rates' ? ` ${RATE_TEXTS.unit[language]}` : '';
  return `${name}${category}${rate}${kind === 'time_series' ? '' : `, ${by[language]}`}`;
}

const MAX_NAMED = 3;

export function subtitleOf(request: FigureRequest, territories: readonly string[], language: Language): string {
  const { from, to, knownOn, territory } = request;
  const whole = 'level' in territory ? (territory.withinCode ?? COUNTRY) : undefined;
  const named = whole === undefined ? territories : [whole];
  const names = named.slice(0, MAX_NAMED).map((code) => fullNameOf(code, language));
  const places = named.length > MAX_NAMED ? [...names, '…'] : names;
  const known = knownOn === undefined ? [] : [`${TEXTS.knownOn[language]} ${writtenDay(knownOn)}`];
  return [places.join(', '), `${writtenDay(from)}–${writtenDay(to)}`, ...known].join(', ');
}

/** The name of a territory; an unknown one is named by its code. */
export function nameOf(code: string, language: Language): string {
  if (code === COUNTRY) return TEXTS.country[language];
  const name =
    findOblast(code)?.name ??
    findHromada(code)?.name ??
    hromadas().find(({ raionCode }) => raionCode === code)?.raionName ??
    code;
  return language === 'uk' ? name : transliterate(name);
}

/** With the word for the kind of territory, where its name is an adjective. */
function fullNameOf(code: string, language: Language): string {
  const name = nameOf(code, language);
  const oblast = findOblast(code);
  const kind =
    oblast?.kind === 'oblast'
      ? 'oblast'
      : oblast === undefined && findHromada(code) !== undefined
        ? 'hromada'
        : undefined;
  return kind === undefined ? name : `${name} ${TEXTS[kind][language]}`;
}

/** What the measure means. */
export function notesOf({ measure, language }: Described): string[] {
  const definition = language === 'uk' ? measure.definitionUk : measure.definition;
  return [`${TEXTS.basis[language]} ${measure.name}: ${definition}`];
}

export function sourceOf({ series, provenance }: OfficialFigure, language: Language): string {
  const publisher = language === 'uk' ? series.publisherUk : series.publisherEn;
  return `${TEXTS.official[language]}: ${publisher}, ${provenance.title} (${writtenDay(provenance.published)})`;
}

export function periodOf({ groupBy }: Pick<FigureRequest, 'groupBy'>): Period | undefined {
  return PERIODS.find((period) => groupBy.includes(period));
}

function pointsOf({ request, figures, firsts = [], language }: Charted, amountOf: AmountOf): TimeSeries['points'] {
  const period = periodOf(request);
  if (period === undefined) return [];
  const [byStart, firstByStart] = [figures, firsts].map((all) => new Map(all.map((figure) => [figure.from, figure])));
  return calendarParts(period, request.from, request.to).map(({ from, to }) => ({
    ...amountOf(byStart?.get(from)),
    first: amountOf(firstByStart?.get(from)).value,
    label: labelOf(period, from, language),
    name: partName(period, { from, to }, language),
  }));
}

/** "листопад 2021"; the days of a part that the request cuts. */
function partName(
  period: Period,
  { from, to }: { readonly from: string; readonly to: string },
  language: Language,
): string {
  const [year = ''] = from.split('-');
  const isWhole = from.endsWith('-01') && addDays(to, 1).endsWith('-01');
  if (period === 'month' && isWhole) return `${MONTHS[language].format(new Date(from))} ${year}`;
  if (period === 'year' && from.endsWith('-01-01') && to.endsWith('-12-31')) return year;
  return from === to ? writtenDay(from) : `${writtenDay(from)}–${writtenDay(to)}`;
}

const MONTHS = {
  uk: new Intl.DateTimeFormat('uk', { month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }),
};

const QUARTERS = ['I', 'II', 'III', 'IV'];

function labelOf(period: Period, from: string, language: Language): string {
  const [year = '', month = ''] = from.split('-');
  if (period === 'year') return year;
  if (period === 'month') return `${month}.${year}`;
  if (period !== 'quarter') return writtenDay(from);
  const index = Math.floor((Number(month) - 1) / 3);
  return language === 'uk' ? `${QUARTERS[index]} кв. ${year}` : `Q${index + 1} ${year}`;
}

function barsOf({ request, figures, territories, language }: Charted, amountOf: AmountOf) {
  if (request.groupBy.includes('category')) {
    const byCategory = new Map(figures.map((figure) => [figure.category, figure]));
    return CATEGORIES.filter((category) => byCategory.has(category)).map((category) => ({
      ...amountOf(byCategory.get(category)),
      name: CATEGORY_NAMES[category][language],
    }));
  }
  const byCode = new Map(figures.map((figure) => [figure.territoryCode, figure]));
  return territories.map((code) => ({ ...amountOf(byCode.get(code)), name: nameOf(code, language) }));
}

function mapOf(
  { request, figures, territories, language }: Charted,
  common: {
    readonly title: string;
    readonly subtitle: string;
    readonly unit: Chart['unit'];
    readonly notes: readonly string[];
  },
  amountOf: AmountOf,
): Chart {
  const { territory } = request;
  const [level, withinCode] = 'level' in territory ? [territory.level, territory.withinCode] : [undefined, undefined];
  const drawn = level === undefined || level === 'country' ? [] : outlinesOf(level satisfies Level, withinCode);
  const byCode = new Map(figures.map((figure) => [figure.territoryCode, figure]));
  const codes = new Set(drawn.map(({ code }) => code));
  const notDrawn = territories.filter((code) => !codes.has(code) && byCode.has(code)).length;
  return {
    ...common,
    kind: 'map',
    areas: drawn.map(({ code, rings }) => ({
      ...amountOf(byCode.get(code)),
      code,
      rings,
      name: nameOf(code, language),
    })),
    attribution: language === 'uk' ? BORDERS_ATTRIBUTION_UK : BORDERS_ATTRIBUTION,
    notes: [...common.notes, ...(notDrawn === 0 ? [] : [`${TEXTS.notDrawn[language]}: ${notDrawn}`])],
  };
}
