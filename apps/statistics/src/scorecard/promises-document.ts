import { figuresBehind, type Promised } from './promised.ts';
import { PROMISES } from './promises.ts';
import { VERDICTS } from './verdict.ts';

const HEAD = `# Promises

> **Коротко.** Що обіцяє програма і за чим це видно: назва, одиниця, показник або офіційний ряд, ціль, напрям, перевірка зміни,
> група та місце показу. Значення повертає \`GetScorecard\`.

What the programme promises, and by what it is judged. \`GetScorecard\` returns a row for each. [measures.md](measures.md) defines
the measures.

Written by \`npm run measures\` from \`apps/statistics/src/scorecard/promises.ts\`; a test compares them.
`;

/** docs/promises.md. */
export function promisesDocument(): string {
  const verdicts = Object.entries(VERDICTS).map(([name, rule]) => `- \`${name}\`: ${rule}\n`);
  return `${HEAD}\n## Verdicts\n\nNone where no number was promised for the territory and period.\n\n${verdicts.join('')}\n${PROMISES.map(sectionOf).join('\n')}`;
}

function sectionOf(promise: Promised): string {
  const { id, titleUk, titleEn, unit, group, better, trend, shown } = promise;
  return `## \`${id}\`

${titleEn} · ${titleUk}.

- Unit and group: ${unit}, ${group}; ${better ?? 'neither more nor fewer'} is better
- Counted: ${countedText(promise)}
- Published: ${promise.official === undefined ? 'by nobody' : `series \`${promise.official}\``}
- Target: ${targetText(promise)}
- Trend: ${trend === undefined ? 'none, as it has no interval' : TRENDS[trend]}
- Shown: ${['JSON', ...shown].join(', ')}
`;
}

function countedText(promise: Promised): string {
  const { counted } = promise;
  const figures = figuresBehind(promise);
  if (counted === undefined) return 'by nobody';
  if ('released' in counted)
    return `what is released of \`${counted.released.measure}\` of ${counted.released.category}`;
  if (figures === undefined) return 'of now, only for the country';
  const of = Object.values(figures.of ?? {}).map((each) => ` of ${each}`);
  return `${TAKES[figures.take]} ${figures.measures.map((name) => `\`${name}\``).join(', ')}${of.join('')}`;
}

const TAKES = {
  sum: 'sum of',
  median: 'median,',
  share: 'share,',
  part: 'the number behind the share',
  cases: 'cases behind',
  sample: 'share of surveys,',
} as const;

const TRENDS = {
  counts: 'ratio to the same days of the year before, by its exact interval',
  shares: 'difference from the same days of the year before, where the intervals do not overlap',
} as const;

function targetText({ target }: Promised): string {
  if (target === undefined) return 'none in numbers';
  if (target === 'published')
    return 'the published goal that is due first on the last day or later, or else the last one';
  if (target === 'all') return 'all of them';
  const of = 'service' in target ? target.service : target.targetClass;
  return `the dated rules for ${target.goal} that events name, of ${of}`;
}
