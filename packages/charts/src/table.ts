import { firstOf, intervalOf, itemsOf, known, type Chart, type Item, type Language } from './chart.ts';
import { classesOf } from './classes.ts';
import { positionOf } from './funnel-position.ts';
import { capital, number, percent, wordsOf } from './wording.ts';

/** The figures of a chart as text, for a table beside it. */
export interface Table {
  readonly headings: readonly string[];
  /** As many cells as headings; empty where there is nothing to say. */
  readonly rows: readonly (readonly string[])[];
}

/** All figures of the chart, in its order. */
export function tableOf(chart: Chart, language: Language): Table {
  const words = wordsOf(language);
  const items = itemsOf(chart);
  const hasIntervals = items.some((item) => intervalOf(item) !== undefined);
  const own = ownColumns(chart, language);
  const unit = chart.kind === 'progress' ? words.value : `${words.value}, ${chart.unit.many ?? chart.unit.other}`;
  return {
    headings: [words.name, unit, ...(hasIntervals ? [words.low, words.high] : []), ...own.headings],
    rows: items.map((item, index) => {
      const [low, high] = (intervalOf(item) ?? []).map((end) => number(end, language));
      return [
        item.name,
        valueOf(item, language),
        ...(hasIntervals ? [low ?? '', high ?? ''] : []),
        ...(own.cells[index] ?? []),
      ];
    }),
  };
}

export function valueOf(item: Item, language: Language): string {
  const value = known(item);
  if (value === undefined) return item.absence ?? wordsOf(language).noData;
  return qualified(item, number(value, language));
}

/** "over 3,400" */
export function qualified({ qualifier }: Item, figure: string): string {
  return qualifier === undefined ? figure : `${qualifier}\u00A0${figure}`;
}

interface OwnColumns {
  readonly headings: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

function ownColumns(chart: Chart, language: Language): OwnColumns {
  const words = wordsOf(language);
  switch (chart.kind) {
    case 'time-series': {
      const firsts = chart.points.map(firstOf);
      if (firsts.every((first) => first === undefined)) return { headings: [], cells: [] };
      const written = firsts.map((first) => (first === undefined ? '' : number(first, language)));
      return { headings: [capital(words.first)], cells: written.map((first) => [first]) };
    }
    case 'bars':
    case 'rates':
      return { headings: [], cells: [] };
    case 'progress':
      return {
        headings: [words.target, words.due, words.reached],
        cells: chart.goals.map((goal) => [
          goal.target === undefined ? words.noTarget : number(goal.target, language),
          goal.due,
          goal.target === undefined || known(goal) === undefined
            ? ''
            : percent((known(goal) ?? 0) / goal.target, language),
        ]),
      };
    case 'funnel':
      return {
        headings: [words.population, words.position],
        cells: chart.points.map((point) => {
          const position = positionOf(point, chart.limits);
          return [number(point.population, language), position === undefined ? '' : words[position]];
        }),
      };
    case 'map': {
      const classes = classesOf(chart.areas);
      const numbers = new Map(classes.flatMap(({ members }, index) => members.map((member) => [member, index + 1])));
      return {
        headings: [words.class],
        cells: chart.areas.map((area) => [String(numbers.get(area) ?? '')]),
      };
    }
    default:
      return chart satisfies never;
  }
}
