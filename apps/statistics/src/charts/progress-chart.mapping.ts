import type { Chart, Language } from '@safe-community/charts';
import { unitWords } from '../figures/module.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Card } from '../scorecard/module.ts';
import { writtenDay } from './chart-request.ts';
import { TEXTS } from './chart-words.ts';
import { sourceOf } from './figure-charts.mapping.ts';

type Row = Card['rows'][number];

/**
 * What the scorecard of a territory and period counts against the targets.
 *
 * @param territory its name; empty for the country.
 */
export function progressChart({ period, rows }: Card, territory: string, language: Language): Chart {
  const { firstDay, countedUntil, knownOn } = period;
  const days = `${writtenDay(firstDay)}–${writtenDay(countedUntil)}`;
  const known = knownOn === undefined ? [] : [`${TEXTS.knownOn[language]} ${writtenDay(knownOn)}`];
  const drawn = rows.filter(({ promise }) => promise.shown.includes('chart')).map(goalOf);
  const titleOf = ({ promise }: Row) => (language === 'uk' ? promise.titleUk : promise.titleEn);
  const published = drawn.flatMap(({ observed, row }) => [observed ?? [], row.target ?? []].flat());
  return {
    kind: 'progress',
    title: TEXTS.progress[language],
    subtitle: [territory, days, ...known].filter((text) => text !== '').join(', '),
    unit: unitWords('per cent', language),
    goals: drawn.map(({ row, value, target }) => ({
      name: titleOf(row),
      unit: unitWords(row.promise.unit, language),
      value,
      target: targetOf(target),
      due: row.due === undefined ? '' : `${TEXTS.due[language]} ${writtenDay(row.due)}`,
    })),
    notes: [
      ...drawn.flatMap(({ row, observed }) =>
        qualified(observed, language).map((value) => `${titleOf(row)}: ${value}`),
      ),
      ...new Set(published.flatMap((figure) => sourceOf(figure, language))),
    ],
  };
}

function goalOf(row: Row) {
  const { counted, target: rule } = row.promise;
  // Surveys would hide their interval here.
  const isSurveyed = counted !== undefined && 'take' in counted && counted.take === 'sample';
  return {
    row,
    observed: isSurveyed ? row.official : undefined,
    value: isSurveyed ? row.official?.value : row.current?.value,
    target: rule === 'all' ? row.current?.whole : row.target?.value,
  };
}

/** 0 is no target. */
function targetOf(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value;
}

/** A figure that was not published exactly is drawn as its number; the note says how it was published. */
function qualified(figure: OfficialFigure | undefined, language: Language): string[] {
  if (figure === undefined || figure.qualifier === 'exact') return [];
  const word = figure.qualifier === 'more_than' ? TEXTS.moreThan : TEXTS.about;
  return [`${word[language]} ${figure.value} %`];
}
