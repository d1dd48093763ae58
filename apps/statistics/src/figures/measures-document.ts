import { SUPPRESSIONS, type Measure } from './measure.ts';
import { MEASURES } from './measures.ts';
import { MEASURES_OF_SENSITIVE, suppressionOf, type MeasureOfSensitive } from './sensitive-measures.ts';

const HEAD = `# Measures

> **Коротко.** Що рахує статистика: назва, одиниця, визначення, джерело, виміри та найменша територія кожного показника.
> Повертає \`ListMeasures\`; значення дають \`QueryFigures\` та \`ExportFigures\`.

What the statistics service counts. \`ListMeasures\` returns this list; \`QueryFigures\` and \`ExportFigures\` return the
figures. Days are those of Kyiv, weeks begin on Monday. A figure that is not known is absent, never 0.

Written by \`npm run measures\` from \`measures.ts\` and \`sensitive-measures.ts\` in \`apps/statistics/src/figures\`; a test compares them.
`;

/** docs/measures.md. */
export function measuresDocument(): string {
  const sensitive = MEASURES_OF_SENSITIVE.map(sensitiveSectionOf).join('\n');
  return `${HEAD}\n${MEASURES.map(sectionOf).join('\n')}\n${SENSITIVE_HEAD}\n${sensitive}`;
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
  const { name, nameUk, nameEn, unit, kind, definition, basis, dimensions, lowestLevel, suppression } = measure;
  return `## \`${name}\`

${nameEn} · ${nameUk}. ${definition}

- Unit and kind: ${unit}, ${kind}
- Counted from: ${basis}
- Dimensions: ${dimensions.join(', ')}; down to the ${lowestLevel}
- Left out: ${SUPPRESSIONS[suppression].en}
`;
}
