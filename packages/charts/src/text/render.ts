import { demonstrationOf, intervalOf, known, type Chart, type Funnel, type Item, type Language } from '../chart.ts';
import { classesOf } from '../classes.ts';
import { positionOf } from '../funnel-position.ts';
import { valueOf } from '../table.ts';
import { counted, DEMONSTRATION_MARK, number, percent, range, wordsOf } from '../wording.ts';
import { barOf, columnsOf, inColumns, sparkline, wrapColumns } from './columns.ts';

const FEWEST_COLUMNS = 40;
const MOST_COLUMNS = 160;
/** A longer series is only its sparkline, its latest points, and its extremes. */
const MOST_POINTS = 40;
const NAMED = 10;

export interface TextOptions {
  readonly language: Language;
  /** Of the terminal; at least 40 are used, at most 160. */
  readonly columns: number;
}

/** The chart as lines of text, readable without colour. */
export function renderText(chart: Chart, { language, columns }: TextOptions): string[] {
  const width = Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, Math.floor(columns) || FEWEST_COLUMNS));
  const words = wordsOf(language);
  const wrapped = (text: string) => wrapColumns(text, width);
  return [
    ...wrapped(chart.title),
    ...wrapped(chart.subtitle ?? ''),
    ...body(chart, width, language),
    ...(demonstrationOf(chart) === 'none' ? [] : wrapped(`${DEMONSTRATION_MARK} ${words.demonstration}`)),
    ...(chart.notes ?? []).flatMap(wrapped),
    ...(chart.kind === 'map' ? wrapped(chart.attribution) : []),
  ].map((line) => line.trimEnd());
}

function body(chart: Chart, width: number, language: Language): string[] {
  switch (chart.kind) {
    case 'time-series': {
      const shown = chart.points.slice(-MOST_POINTS);
      const sparklines = chunks(chart.points.map(known), width).map(sparkline);
      return [
        ...sparklines,
        ...rows(shown, width, language, chart.baseline?.value),
        ...baselineOf(chart, width, language),
      ];
    }
    case 'bars':
      return [...rows(chart.bars, width, language, chart.baseline?.value), ...baselineOf(chart, width, language)];
    case 'progress':
      return chart.goals.flatMap((goal) => {
        const value = known(goal);
        const share = value === undefined || goal.target === undefined ? undefined : value / goal.target;
        const mark = goal.isDemonstration === true ? ` ${DEMONSTRATION_MARK}` : '';
        const now =
          value === undefined
            ? wordsOf(language).noData
            : `${counted(value, goal.unit ?? chart.unit, language)}${mark}`;
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
        ...rows(chart.areas.length <= MOST_POINTS ? chart.areas : ranked.slice(0, NAMED), width, language, undefined),
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

/** A bar each, on one scale. Of values below 0, the text alone shows the sign. */
function rows(items: readonly Item[], width: number, language: Language, baseline: number | undefined): string[] {
  const texts = items.map((item) => figureOf(item, language));
  const nameRoom = Math.min(Math.max(0, ...items.map(({ name }) => columnsOf(name))), Math.floor(width * 0.4));
  const figureRoom = Math.min(Math.max(0, ...texts.map(columnsOf)), Math.floor(width * 0.35));
  const room = width - nameRoom - figureRoom - 2;
  const most = Math.max(0, baseline ?? 0, ...items.map((item) => Math.abs(known(item) ?? 0)));
  return items.map((item, index) => {
    const value = known(item);
    const bar = value === undefined || most === 0 ? '' : barOf(Math.abs(value) / most, room);
    const shown = value === undefined ? '·'.repeat(Math.min(3, room)) : withBaseline(bar, room, baseline, most);
    return `${inColumns(item.name, nameRoom)} ${inColumns(shown, room)} ${inColumns(texts[index] ?? '', figureRoom, 'right')}`;
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

function figureOf(item: Item, language: Language): string {
  const interval = known(item) === undefined ? undefined : intervalOf(item);
  const mark = item.isDemonstration === true && known(item) !== undefined ? ` ${DEMONSTRATION_MARK}` : '';
  // The mark comes first, so that it is never cut.
  return `${valueOf(item, language)}${mark}${interval === undefined ? '' : ` (${range(...interval, language)})`}`;
}

function baselineOf(chart: Chart, width: number, language: Language): string[] {
  if (!('baseline' in chart) || chart.baseline === undefined) return [];
  const { name, value } = chart.baseline;
  return wrapColumns(`┃ ${name}: ${counted(value, chart.unit, language)}`, width);
}

/** The points beyond the limits by name, the others by number. */
function funnelLines({ points, limits, mean }: Funnel, width: number, language: Language): string[] {
  const words = wordsOf(language);
  const byPosition = Map.groupBy(points, (point) => positionOf(point, limits) ?? 'within');
  const groups = (['farAbove', 'above', 'within', 'below', 'farBelow'] as const).flatMap((position) => {
    const found = byPosition.get(position) ?? [];
    if (found.length === 0) return [];
    const heading = wrapColumns(`${words[position]}: ${counted(found.length, words.areas, language)}`, width);
    return position === 'within' ? heading : [...heading, ...rows(found, width, language, mean.value)];
  });
  return [...groups, ...wrapColumns(`┃ ${mean.name}: ${number(mean.value, language)}`, width)];
}
