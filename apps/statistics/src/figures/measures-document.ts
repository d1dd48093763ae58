import { SUPPRESSIONS, type Measure } from './measure.ts';
import { MEASURES } from './measures.ts';

const HEAD = `# Measures

> **Коротко.** Що рахує статистика: назва, одиниця, визначення, джерело, виміри та найменша територія кожного показника.
> Повертає \`ListMeasures\`; значення дають \`QueryFigures\` та \`ExportFigures\`.

What the statistics service counts. \`ListMeasures\` returns this list; \`QueryFigures\` and \`ExportFigures\` return the
figures. Days are those of Kyiv, weeks begin on Monday. A figure that is not known is absent, never 0. Demonstration data
is stated apart; measures that do not add up (quantiles, shares) leave it out where there is real data.

Written by \`npm run measures\` from \`apps/statistics/src/figures/measures.ts\`; a test compares them.
`;

/** docs/measures.md. */
export function measuresDocument(): string {
  return `${HEAD}\n${MEASURES.map(sectionOf).join('\n')}`;
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
