import {
  FigureDimension,
  TerritoryLevel,
  type CountedFigure,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { Column } from '../lists/columns.ts';
import { date, interval, oneDigit } from '../scorecard/numbers.ts';
import { boundText, isIncomplete } from '../scorecard/row.ts';
import { say } from '../terminal/language.ts';
import { duration } from '../time/show-time.ts';
import { CATEGORIES, CHANNELS, RESPONDERS } from '../wording/incidents.ts';
import { words } from '../wording/words.ts';

export const DIMENSIONS = words([
  [FigureDimension.TERRITORY, 'territory', 'територія'],
  [FigureDimension.DAY, 'day', 'день'],
  [FigureDimension.WEEK, 'week', 'тиждень'],
  [FigureDimension.MONTH, 'month', 'місяць'],
  [FigureDimension.QUARTER, 'quarter', 'квартал'],
  [FigureDimension.YEAR, 'year', 'рік'],
  [FigureDimension.CATEGORY, 'category', 'категорія'],
  [FigureDimension.CHANNEL, 'channel', 'канал'],
  [FigureDimension.RESPONDER, 'responder', 'служба'],
  [FigureDimension.SETTLEMENT, 'settlement', 'населений пункт'],
  [FigureDimension.STAROSTA_DISTRICT, 'starosta-district', 'старостинський округ'],
  [FigureDimension.BEAT, 'beat', 'дільниця'],
  [FigureDimension.ATTRIBUTE, 'attribute', 'ознака'],
]);

export const LEVELS = words([
  [TerritoryLevel.COUNTRY, 'country', 'країна'],
  [TerritoryLevel.OBLAST, 'oblast', 'область'],
  [TerritoryLevel.RAION, 'raion', 'район'],
  [TerritoryLevel.HROMADA, 'hromada', 'громада'],
]);

const { TERRITORY, DAY, WEEK, MONTH, QUARTER, YEAR, CATEGORY, CHANNEL, RESPONDER } = FigureDimension;
const { SETTLEMENT, STAROSTA_DISTRICT, BEAT, ATTRIBUTE } = FigureDimension;
export const CALENDAR: readonly FigureDimension[] = [DAY, WEEK, MONTH, QUARTER, YEAR];

/** The columns of a table of figures: what they are grouped by, and what their values rest on. */
export function columnsFor(
  figures: readonly CountedFigure[],
  by: readonly FigureDimension[],
): readonly Column<CountedFigure>[] {
  const isSampled = figures.some(({ sample }) => sample !== undefined);
  const grouped = GROUPED.filter(({ parts }) => parts.some((part) => by.includes(part)));
  const hasCases = figures.some(({ base, sample }) => base !== undefined && sample === undefined);
  return [
    MEASURE,
    ...grouped.map(({ column }) => column),
    VALUE,
    ...(hasCases ? [CASES] : []),
    ...(isSampled ? SAMPLE : []),
  ];
}

/** What a percentile or a share is computed from: few say little. */
const CASES: Column<CountedFigure> = { uk: 'З випадків', en: 'Of cases', of: ({ base }) => base, align: 'right' };

const MEASURE: Column<CountedFigure> = { uk: 'Показник', en: 'Measure', of: ({ measure }) => measure };

function orNotKnown(text: string): string {
  return text || say({ uk: 'невідомо', en: 'not known' });
}

const GROUPED: readonly { readonly parts: readonly FigureDimension[]; readonly column: Column<CountedFigure> }[] = [
  { parts: [TERRITORY], column: { uk: 'Територія', en: 'Territory', of: ({ territoryCode }) => territoryCode } },
  {
    parts: CALENDAR,
    column: {
      uk: 'Час',
      en: 'Time',
      of: ({ firstDay, lastDay }) => [...new Set([date(firstDay), date(lastDay)])].join('–'),
    },
  },
  {
    parts: [CATEGORY],
    column: { uk: 'Категорія', en: 'Category', of: ({ category }) => CATEGORIES.nameOf(category) },
  },
  {
    parts: [CHANNEL],
    column: {
      uk: 'Канал',
      en: 'Channel',
      of: ({ channel }) => orNotKnown(channel === 0 ? '' : CHANNELS.nameOf(channel)),
    },
  },
  {
    parts: [RESPONDER],
    column: { uk: 'Служба', en: 'Responder', of: ({ responder }) => RESPONDERS.nameOf(responder) },
  },
  {
    parts: [SETTLEMENT],
    column: { uk: 'Населений пункт', en: 'Settlement', of: ({ settlementCode }) => orNotKnown(settlementCode) },
  },
  {
    parts: [STAROSTA_DISTRICT],
    column: {
      uk: 'Старостинський округ',
      en: 'Starosta district',
      of: ({ starostaDistrictCode }) => orNotKnown(starostaDistrictCode),
    },
  },
  { parts: [BEAT], column: { uk: 'Дільниця', en: 'Beat', of: ({ beatId }) => orNotKnown(beatId) } },
  {
    parts: [ATTRIBUTE],
    column: {
      uk: 'Ознака',
      en: 'Attribute',
      of: ({ attribute }) => `${attribute?.name ?? ''} ${attribute?.value ?? ''}`,
    },
  },
];

const VALUE: Column<CountedFigure> = {
  uk: 'Значення',
  en: 'Value',
  of({ measure, value, coverage, base, sample }) {
    const text = /_time(_|$)/.test(measure) ? duration(value) : oneDigit(value);
    if (base === undefined && sample === undefined) return boundText(text, coverage);
    // A time or a share rests on a part of the cases.
    return isIncomplete(coverage) ? say({ uk: `${text}, дані неповні`, en: `${text}, incomplete data` }) : text;
  },
  align: 'right',
};

/** Beside the values if some of them are from surveys. */
const SAMPLE: readonly Column<CountedFigure>[] = [
  { uk: 'Інтервал 95 %', en: '95 % interval', of: ({ sample }) => sample && interval(sample), align: 'right' },
  {
    uk: 'Опитано (за точністю)',
    en: 'People asked (effective)',
    of: ({ sample }) => sample && `${oneDigit(sample.size)} (${oneDigit(sample.effectiveSize)})`,
    align: 'right',
  },
];
