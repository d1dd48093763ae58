import { CATEGORIES, OPENNESS, type Reach } from '../incidents/category.ts';
import { CATEGORY_NAMES } from '../incidents/category-names.ts';
import { leftOut } from './left-out.ts';
import type { Measure } from './measure.ts';
import { MEASURES } from './measures.ts';
import { MEASURES_OF_SENSITIVE, suppressionOf, type MeasureOfSensitive } from './sensitive-measures.ts';

const HEAD = `# Measures

> **Коротко.** Що рахує статистика: назва, одиниця, визначення, джерело, виміри та найменша територія кожного показника.
> Повертає \`ListMeasures\`; значення дають \`QueryFigures\` та \`ExportFigures\`.

What the statistics service counts. \`ListMeasures\` returns this list; \`QueryFigures\` and \`ExportFigures\` return the
figures. Days are those of Kyiv, weeks begin on Monday. A figure that is not known is absent, never 0.

Written by \`npm run measures\` from \`measures.ts\` and \`sensitive-measures.ts\` in \`apps/statistics/src/figures\`, and from
\`apps/statistics/src/incidents/category.ts\`; a test compares them.
`;

/** docs/measures.md. */
export function measuresDocument(): string {
  const sensitive = MEASURES_OF_SENSITIVE.map(sensitiveSectionOf).join('\n');
  return `${HEAD}\n${openness()}\n${MEASURES.map(sectionOf).join('\n')}\n${SENSITIVE_HEAD}\n${sensitive}`;
}

const REACH_TEXTS: Readonly<Record<Reach, string>> = {
  rounded: 'rounded',
  oblast: 'oblasts',
  hromada: 'hromadas',
  everywhere: 'everywhere',
};

/** What is exact down to where. */
function openness(): string {
  const rows = CATEGORIES.map((category) => {
    const { incidents, hurt, reason } = OPENNESS[category];
    const [first, second] = [REACH_TEXTS[incidents], REACH_TEXTS[hurt]];
    return `| ${CATEGORY_NAMES[category].en} · ${CATEGORY_NAMES[category].uk} | ${first} | ${second} | ${reason} |`;
  });
  return `## What is published exactly, and down to where

Below that, numbers are offered on no way, neither alone nor in a sum; "rounded" ones are exact nowhere
([disclosure-control.md](disclosure-control.md)). Children and defenders who were hurt, outcomes, and channels are published of
the country and of oblasts.

| category | incidents, their steps and times | people hurt | why |
|---|---|---|---|
${rows.join('\n')}
`;
}

const SENSITIVE_HEAD = `# Measures of domestic violence and school safety

> **Коротко.** Про домашнє насильство та безпеку в школі \`QueryFigures\` не відповідає. Оприлюднене повертає
> \`ListSensitiveFigures\`, точні числа для тих, хто має право, – \`GetExactSensitiveFigures\`.

\`ListMeasures\` returns them as \`sensitive\`. \`QueryFigures\` and \`ExportFigures\` have none of them.
[disclosure-control.md](disclosure-control.md) says what is released.
`;

const METHODS = { released: 'ListSensitiveFigures', exact: 'GetExactSensitiveFigures' } as const;

function sensitiveSectionOf(measure: MeasureOfSensitive): string {
  const { name, nameUk, nameEn, unit, definition, basis, howToRead } = measure;
  return `## \`${name}\` (sensitive)

${nameEn} · ${nameUk}. ${definition}

- Unit and kind: ${unit}, count
- Counted from: ${basis}
- Read by: ${howToRead.map((reading) => `\`${METHODS[reading]}\``).join(', ')}
- Shown: ${suppressionOf(measure).en}
`;
}

function sectionOf(measure: Measure): string {
  const { name, nameUk, nameEn, unit, kind, definition, basis, dimensions, lowestLevel } = measure;
  return `## \`${name}\`

${nameEn} · ${nameUk}. ${definition}

- Unit and kind: ${unit}, ${kind}
- Counted from: ${basis}
- Dimensions: ${dimensions.join(', ')}; down to the ${lowestLevel}
- Left out: ${leftOut(measure).en}
`;
}
