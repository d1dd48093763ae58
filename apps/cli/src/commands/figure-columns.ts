import { FigureDimension, type CountedFigure } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { date } from '../scorecard/numbers.ts';
import type { Column } from '../scorecard/table.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { wordOfChannel } from '../wording/channels.ts';
import { wordOfResponder } from '../wording/responders.ts';

interface FigureColumn extends Column {
  readonly isShown: (by: readonly FigureDimension[]) => boolean;
  readonly textOf: (figure: CountedFigure) => string;
}

/** The columns of a table of figures: what they are grouped by, and what their values rest on. */
export function columnsFor(figures: readonly CountedFigure[], by: readonly FigureDimension[]): FigureColumn[] {
  const sampled = figures.some(({ sample }) => sample !== undefined) ? SAMPLE_COLUMNS : [];
  return [...COLUMNS, ...sampled].filter(({ isShown }) => isShown(by));
}

const { TERRITORY, DAY, WEEK, MONTH, QUARTER, YEAR, CATEGORY, CHANNEL, RESPONDER } = FigureDimension;
const { SETTLEMENT, STAROSTA_DISTRICT, BEAT, ATTRIBUTE } = FigureDimension;
export const CALENDAR: readonly FigureDimension[] = [DAY, WEEK, MONTH, QUARTER, YEAR];
const ALWAYS = () => true;
const NOT_KNOWN = 'not known';
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const COLUMNS: readonly FigureColumn[] = [
  { heading: 'Measure', isShown: ALWAYS, textOf: ({ measure }) => measure },
  { heading: 'Territory', isShown: (by) => by.includes(TERRITORY), textOf: ({ territoryCode }) => territoryCode },
  {
    heading: 'Time',
    isShown: (by) => CALENDAR.some((part) => by.includes(part)),
    textOf: ({ firstDay, lastDay }) => [...new Set([date(firstDay), date(lastDay)])].join('–'),
  },
  {
    heading: 'Category',
    isShown: (by) => by.includes(CATEGORY),
    textOf: ({ category }) => nameOfCategory(category).en,
  },
  {
    heading: 'Channel',
    isShown: (by) => by.includes(CHANNEL),
    textOf: ({ channel }) => (channel === 0 ? NOT_KNOWN : wordOfChannel(channel)),
  },
  {
    heading: 'Responder',
    isShown: (by) => by.includes(RESPONDER),
    textOf: ({ responder }) => wordOfResponder(responder),
  },
  {
    heading: 'Settlement',
    isShown: (by) => by.includes(SETTLEMENT),
    textOf: ({ settlementCode }) => settlementCode || NOT_KNOWN,
  },
  {
    heading: 'Starosta district',
    isShown: (by) => by.includes(STAROSTA_DISTRICT),
    textOf: ({ starostaDistrictCode }) => starostaDistrictCode || NOT_KNOWN,
  },
  { heading: 'Beat', isShown: (by) => by.includes(BEAT), textOf: ({ beatId }) => beatId || NOT_KNOWN },
  {
    heading: 'Attribute',
    isShown: (by) => by.includes(ATTRIBUTE),
    textOf: ({ attribute }) => `${attribute?.name ?? ''} ${attribute?.value ?? ''}`,
  },
  { heading: 'Value', align: 'right', isShown: ALWAYS, textOf: ({ value }) => NUMBER.format(value) },
  {
    heading: 'Of these, demonstration data',
    align: 'right',
    isShown: ALWAYS,
    textOf: ({ demonstration }) => (demonstration === 0 ? '—' : NUMBER.format(demonstration)),
  },
];

/** Beside the values if some of them are from surveys. */
const SAMPLE_COLUMNS: readonly FigureColumn[] = [
  {
    heading: '95 % interval',
    align: 'right',
    isShown: ALWAYS,
    textOf: ({ sample }) => (sample ? `${NUMBER.format(sample.low)}–${NUMBER.format(sample.high)}` : '—'),
  },
  {
    heading: 'People asked (effective)',
    align: 'right',
    isShown: ALWAYS,
    textOf: ({ sample }) => (sample ? `${NUMBER.format(sample.size)} (${NUMBER.format(sample.effectiveSize)})` : '—'),
  },
];
