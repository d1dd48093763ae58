import {
  firstOf,
  intervalOf,
  known,
  type Chart,
  type Funnel,
  type Item,
  type Language,
  type Rates,
  type TimePoint,
} from '../chart.ts';
import { classesOf } from '../classes.ts';
import { positionOf } from '../funnel-position.ts';
import { valueOf } from '../table.ts';
import { counted, notesOf, number, percent, range, wordsOf } from '../wording.ts';
import { barOf, columnsOf, inColumns, sparkline, wrapColumns } from './columns.ts';
import { funnelPlot, LINE_SYMBOLS, SYMBOLS } from './funnel-plot.ts';

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 160;
/** A longer series is only its sparkline, its latest points, and its extremes. */
const MAX_POINTS = 40;
const NAMED = 10;

export interface TextOptions {
  readonly language: Language;
  /** Of the terminal; at least 40 are used, at most 160. */
  readonly columns: number;
}

/** The chart as lines of text, readable without colour. */
export function renderText(chart: Chart, { language, columns }: TextOptions): string[] {
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, Math.floor(columns) || MIN_COLUMNS));
  const wrapped = (text: string) => wrapColumns(text, width);
  return [
    ...wrapped(chart.title),
    ...wrapped(chart.subtitle ?? ''),
    ...body(chart, width, language),
    ...notesOf(chart, language).flatMap(wrapped),
  ].map((line) => line.trimEnd());
}

function body(chart: Chart, width: number, language: Language): string[] {
  switch (chart.kind) {
    case 'time-series': {
      const shown = chart.points.slice(-MAX_POINTS);
      const sparklines = chunks(chart.points.map(known), width).map(sparkline);
      return [
        ...sparklines,
        ...rows(
          shown.map((point) => ({ ...point, note: revisionOf(point, language) })),
          width,
          language,
          chart.baseline?.value,
        ),
        ...baselineOf(chart, width, language),
      ];
    }
    case 'rates':
      return [...rates(chart, width, language), ...baselineOf(chart, width, language)];
    case 'bars':
      return [...rows(chart.bars, width, language, chart.baseline?.value), ...baselineOf(chart, width, language)];
    case 'progress':
      return chart.goals.flatMap((goal) => {
        const value = known(goal);
        const share = value === undefined || goal.target === undefined ? undefined : value / goal.target;
        const now = value === undefined ? wordsOf(language).noData : counted(value, goal.unit ?? chart.unit, language);
        const target =
          goal.target === undefined
            ? wordsOf(language).noTarget
            : `${wordsOf(language).target.toLowerCase()} ${number(goal.target, language)} ${goal.due}`;
        const right = share === undefined ? '—' : percent(share, language);
        const room = width - 10 - 2;
        const bar = share === undefined ? '·'.repeat(room) : inColumns(barOf(share, room), room).replaceAll(' ', '░');
        return [
          ...wrapColumns(`${goal.name}: ${now}; ${target.trim()}`, width),
          `[${bar}]${inColumns(right, 10, 'right')}`,
        ];
      });
    case 'funnel':
      return funnelLines(chart, width, language);
    case 'map': {
      const words = wordsOf(language);
      const ranked = chart.areas
        .filter((area) => known(area) !== undefined)
        .toSorted((a, b) => (known(b) ?? 0) - (known(a) ?? 0));
      const without = chart.areas.length - ranked.length;
      return [
        ...classesOf(chart.areas).flatMap(({ low, high, members }, index) =>
          wrapColumns(
            `${words.class} ${index + 1}: ${range(low, high, language)} (${counted(members.length, words.areas, language)})`,
            width,
          ),
        ),
        ...(without === 0 ? [] : wrapColumns(`${words.noData}: ${counted(without, words.areas, language)}`, width)),
        ...rows(chart.areas.length <= MAX_POINTS ? chart.areas : ranked.slice(0, NAMED), width, language, undefined),
      ];
    }
    default:
      return chart satisfies never;
  }
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

interface Row extends Item {
  /** Follows the figure. */
  readonly note?: string;
}

/** A bar each, on one scale. Of values below 0, the text alone shows the sign. */
function rows(items: readonly Row[], width: number, language: Language, baseline: number | undefined): string[] {
  const most = Math.max(0, baseline ?? 0, ...items.map((item) => Math.abs(known(item) ?? 0)));
  return drawnRows(items, width, language, (item, room) => {
    const value = known(item);
    if (value === undefined) return '·'.repeat(Math.min(3, room));
    const bar = most === 0 ? '' : barOf(Math.abs(value) / most, room);
    // What is not exact is hollow, as in the drawing.
    return withBaseline(item.qualifier === undefined ? bar : '░'.repeat(bar.length), room, baseline, most);
  });
}

/** A dot in its interval each, on one scale. */
function rates({ rates: items, baseline }: Rates, width: number, language: Language): string[] {
  const ends = items.flatMap((item) => [known(item) ?? 0, ...(intervalOf(item) ?? [])]);
  const most = Math.max(0, baseline?.value ?? 0, ...ends);
  return drawnRows(items, width, language, (item, room) => {
    const value = known(item);
    if (value === undefined) return '·'.repeat(Math.min(3, room));
    if (most === 0) return '●';
    const at = (rate: number) => Math.round(Math.min(1, Math.max(0, rate / most)) * (room - 1));
    const characters = [...inColumns(withBaseline('', room, baseline?.value, most), room)];
    const [low, high] = (intervalOf(item) ?? [value, value]).map(at);
    for (let column = low ?? 0; column <= (high ?? -1); column++) characters[column] = '─';
    if (low !== high) [characters[low ?? 0], characters[high ?? 0]] = ['├', '┤'];
    characters[at(value)] = '●';
    return characters.join('');
  });
}

/** A line each: the name, what is drawn in the room that is left, and the figure. */
function drawnRows(
  items: readonly Row[],
  width: number,
  language: Language,
  draw: (item: Item, room: number) => string,
): string[] {
  const texts = items.map((item) => figureOf(item, language));
  const nameRoom = Math.min(Math.max(0, ...items.map(({ name }) => columnsOf(name))), Math.floor(width * 0.4));
  const figureRoom = Math.min(Math.max(0, ...texts.map(columnsOf)), Math.floor(width * 0.35));
  const room = width - nameRoom - figureRoom - 2;
  return items.map((item, index) => {
    const figure = inColumns(texts[index] ?? '', figureRoom, 'right');
    return `${inColumns(item.name, nameRoom)} ${inColumns(draw(item, room), room)} ${figure}`;
  });
}

/** The baseline as a line across the bars. */
function withBaseline(bar: string, room: number, baseline: number | undefined, most: number): string {
  if (baseline === undefined || baseline <= 0 || most === 0) return bar;
  const at = Math.min(room - 1, Math.floor((baseline / most) * room));
  const characters = [...inColumns(bar, room)];
  characters[at] = '┃';
  return characters.join('');
}

function figureOf(item: Row, language: Language): string {
  const interval = known(item) === undefined ? undefined : intervalOf(item);
  const ofInterval = interval === undefined ? '' : ` (${range(...interval, language)})`;
  return `${valueOf(item, language)}${ofInterval}${item.note ?? ''}`;
}

/** "; first published 7" */
function revisionOf(point: TimePoint, language: Language): string {
  const first = firstOf(point);
  return first === undefined ? '' : `; ${wordsOf(language).first} ${number(first, language)}`;
}

function baselineOf(chart: Chart, width: number, language: Language): string[] {
  if (!('baseline' in chart) || chart.baseline === undefined) return [];
  const { name, value } = chart.baseline;
  return wrapColumns(`┃ ${name}: ${counted(value, chart.unit, language)}`, width);
}

/** A plot, and below it the points beyond the limits by name, the others by number. */
function funnelLines(chart: Funnel, width: number, language: Language): string[] {
  const { points, limits, mean } = chart;
  const words = wordsOf(language);
  const byPosition = Map.groupBy(points, (point) => positionOf(point, limits) ?? 'within');
  const groups = (['farAbove', 'above', 'within', 'below', 'farBelow'] as const).flatMap((position) => {
    const found = byPosition.get(position) ?? [];
    if (found.length === 0) return [];
    const count = counted(found.length, words.areas, language);
    const heading = wrapColumns(`${SYMBOLS[position]} ${words[position]}: ${count}`, width);
    return position === 'within' ? heading : [...heading, ...rows(found, width, language, mean?.value)];
  });
  const lines = [
    ...(mean === undefined ? [] : [`${LINE_SYMBOLS.mean} ┃ ${mean.name}: ${number(mean.value, language)}`]),
    ...(limits.length === 0
      ? []
      : [`${LINE_SYMBOLS.inner} ${words.innerLimits}`, `${LINE_SYMBOLS.outer} ${words.outerLimits}`]),
  ];
  const plot = funnelPlot(chart, width);
  return [
    ...plot,
    ...(plot.length === 0
      ? []
      : wrapColumns(chart.populationName, width).map((line) => inColumns(line, width, 'right'))),
    ...lines.flatMap((line) => wrapColumns(line, width)),
    ...groups,
  ];
}
