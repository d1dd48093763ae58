import { itemsOf, known, type Chart, type Funnel, type Item, type Language } from './chart.ts';
import { classesOf } from './classes.ts';
import { positionOf } from './funnel-position.ts';
import { qualified, valueOf } from './table.ts';
import { capital, counted, number, percent, range, wordsOf } from './wording.ts';

/** A chart with at most so many figures says all of them. */
const ALL_VALUES = 40;
const NAMED = 5;

/** What the chart shows, in sentences, for people who do not see it. */
export function summaryOf(chart: Chart, language: Language): string {
  const words = wordsOf(language);
  const items = itemsOf(chart);
  const figures = items.filter((item) => known(item) !== undefined);
  const missing = items.length - figures.length;
  return [
    ...(chart.subtitle === undefined ? [] : [`${chart.subtitle}.`]),
    ...(chart.isDemonstration === true ? [words.demonstration] : []),
    ...(figures.length === 0 ? [words.nothing] : messages(chart, figures, language)),
    ...(missing === 0 || figures.length === 0 ? [] : [`${counted(missing, words.without, language)}.`]),
    ...(chart.kind !== 'progress' && items.length <= ALL_VALUES && figures.length > 0
      ? [`${words.values}: ${items.map((item) => `${item.name} ${valueOf(item, language)}`).join('; ')}.`]
      : []),
  ].join(' ');
}

function messages(chart: Chart, figures: readonly Item[], language: Language): string[] {
  const words = wordsOf(language);
  const ranked = figures.toSorted((a, b) => (known(b) ?? 0) - (known(a) ?? 0));
  // None is not among the highest, unless there is nothing else.
  const remarkable = ranked.filter((item, index) => index === 0 || known(item) !== 0);
  const [highest, lowest, latest] = [ranked[0], ranked.at(-1), figures.at(-1)];
  const amount = (item: Item) => `${item.name}, ${qualified(item, counted(known(item) ?? 0, chart.unit, language))}`;
  const extremes = [
    ...(highest === undefined ? [] : [`${words.highest}: ${amount(highest)}.`]),
    ...(lowest === undefined || lowest === highest ? [] : [`${words.lowest}: ${amount(lowest)}.`]),
  ];
  const baseline =
    'baseline' in chart && chart.baseline !== undefined
      ? [`${words.baseline}: ${chart.baseline.name}, ${counted(chart.baseline.value, chart.unit, language)}.`]
      : [];
  switch (chart.kind) {
    case 'time-series':
      return [...(latest === undefined ? [] : [`${words.latest}: ${amount(latest)}.`]), ...extremes, ...baseline];
    case 'bars':
    case 'rates':
      return [...extremes, ...baseline];
    case 'progress':
      return chart.goals.map((goal) => {
        const value = known(goal);
        const now = value === undefined ? words.noData : counted(value, goal.unit ?? chart.unit, language);
        if (goal.target === undefined) return `${goal.name}: ${now}; ${words.noTarget}.`;
        const reached =
          value === undefined ? '' : `; ${words.reached.toLowerCase()} ${percent(value / goal.target, language)}`;
        return (
          `${goal.name}: ${now}; ${words.target.toLowerCase()} ${number(goal.target, language)} ${goal.due}`.trim() +
          `${reached}.`
        );
      });
    case 'funnel':
      return [
        ...(chart.mean === undefined ? [] : [`${chart.mean.name}: ${number(chart.mean.value, language)}.`]),
        ...outsiders(chart, language),
      ];
    case 'map':
      return [
        `${words.highest}: ${remarkable.slice(0, NAMED).map(amount).join('; ')}.`,
        `${words.classes}: ${classesOf(chart.areas)
          .map(
            ({ low, high, members }) =>
              `${range(low, high, language)}: ${counted(members.length, words.areas, language)}`,
          )
          .join('; ')}.`,
      ];
    default:
      return chart satisfies never;
  }
}

/** The territories outside the limits, which is what a funnel is for. */
function outsiders({ points, limits }: Funnel, language: Language): string[] {
  const words = wordsOf(language);
  const byPosition = Map.groupBy(points, (point) => positionOf(point, limits));
  return (['farAbove', 'above', 'within', 'below', 'farBelow'] as const).flatMap((position) => {
    const found = byPosition.get(position) ?? [];
    if (found.length === 0) return [];
    const names =
      position === 'within'
        ? ''
        : ` (${found
            .slice(0, NAMED)
            .map(({ name }) => name)
            .join(', ')}${found.length > NAMED ? ', …' : ''})`;
    return [`${capital(words[position])}: ${counted(found.length, words.areas, language)}${names}.`];
  });
}
