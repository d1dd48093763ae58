import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { Scorecard, ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { say } from '../terminal/language.ts';
import { differenceNote } from './difference-note.ts';
import { paragraph } from './layout.ts';
import { date, official } from './numbers.ts';
import { publishedText, titleOf } from './row.ts';

/** Each source with what it published, and by how much a total differs from its parts. */
export function sourceLines({ rows }: Scorecard): string[] {
  const published = rows.flatMap((row) =>
    figuresOf(row).map(([figure, text]) => ({ source: sourceOf(figure), text: `${titleOf(row)}: ${text}` })),
  );
  const bySource = Map.groupBy(published, ({ source }) => source);
  const lines = [...bySource].flatMap(([source, figures]) => [
    ...paragraph(source),
    ...[...new Set(figures.map(({ text }) => text))].flatMap((text) => paragraph(text, 2)),
  ]);
  const none = say({ uk: 'Офіційних показників немає.', en: 'There are no official figures.' });
  return [...(lines.length === 0 ? [none] : lines), ...rows.flatMap(differenceNote).flatMap((note) => paragraph(note))];
}

function figuresOf(row: ScorecardRow): (readonly [OfficialFigure, string])[] {
  const observed = [row.official, ...row.baselines.map((baseline) => baseline.official)].flatMap((each) => each ?? []);
  return [
    ...observed.map((figure) => [figure, publishedText(row, figure)] as const),
    ...(row.goals.length > 0 ? row.goals : [row.target].flatMap((each) => each ?? [])).map(
      (goal) => [goal, goalText(row, goal)] as const,
    ),
  ];
}

function goalText({ unit, target, due }: ScorecardRow, goal: OfficialFigure): string {
  const value = `${official(goal)}${unit === 'per cent' ? ' %' : ''}`;
  // A goal of no day is stated on the day of its source.
  const isUndated = goal.value === target?.value && due === '';
  const by = isUndated ? '' : say({ uk: ` до ${date(goal.periodEnd)}`, en: ` by ${date(goal.periodEnd)}` });
  return say({ uk: `ціль ${value}${by}`, en: `goal ${value}${by}` });
}

function sourceOf({ series, provenance }: OfficialFigure): string {
  if (series === undefined || provenance === undefined)
    return say({ uk: 'Джерела не зазначено', en: 'No source is stated' });
  const { title, published } = provenance;
  const { publisherUk, publisherEn } = series;
  const [publisher, day] = [say({ uk: publisherUk, en: publisherEn }), date(published)];
  return `${publisher}: ${title} (${say({ uk: `оприлюднено ${day}`, en: `published ${day}` })})`;
}
