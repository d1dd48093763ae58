import type { Chart, Goal, Language } from '@safe-community/charts';
import type { Day } from '@safe-community/domain-kit';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Scorecard } from '../scorecard/module.ts';
import { writtenDay } from './chart-request.ts';
import { TEXTS, unitWords } from './chart-words.ts';
import { sourceOf } from './figure-charts.mapping.ts';

/** What the scorecard counts against the official targets. */
export function progressChart({ officers, cameras, trust }: Scorecard, today: Day, language: Language): Chart {
  const text = (name: Exclude<keyof typeof TEXTS, 'meanOf2020'>) => TEXTS[name][language];
  const goal = (name: string, unit: string, parts: Omit<Goal, 'name' | 'unit'>): Goal => ({
    name,
    unit: unitWords(unit, language),
    ...parts,
  });
  const dueOf = (target: OfficialFigure | undefined) =>
    target === undefined ? '' : `${text('due')} ${writtenDay(target.periodEnd)}`;
  const targets = officers.targets.length === 0 ? [undefined] : officers.targets;
  const published = [...officers.targets, trust.observed, trust.target].flatMap((figure) => figure ?? []);
  return {
    kind: 'progress',
    title: text('progress'),
    subtitle: writtenDay(today),
    unit: unitWords('per cent', language),
    goals: [
      ...targets.map((target) =>
        goal(text('officers'), 'officers', {
          value: officers.assigned,
          target: targetOf(target?.value),
          due: dueOf(target),
          isDemonstration: officers.demonstration > 0,
        }),
      ),
      goal(text('covered'), 'hromadas', {
        value: officers.hromadasCovered,
        target: targetOf(officers.hromadas),
        due: '',
        isDemonstration: officers.demonstration > 0,
      }),
      goal(text('cameras'), 'per cent', {
        value: cameras.strength === 0 ? undefined : (100 * cameras.equipped) / cameras.strength,
        target: targetOf(cameras.targetPercent),
        due: '',
        isDemonstration: cameras.demonstration > 0,
      }),
      goal(text('trust'), 'per cent', { value: trust.observed?.value, target: targetOf(trust.target?.value), due: '' }),
    ],
    notes: [
      ...qualified(trust.observed, language).map((value) => `${text('trust')}: ${value}`),
      ...new Set(published.map((figure) => sourceOf(figure, language))),
    ],
  };
}

/** 0 stands for none. */
function targetOf(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value;
}

/** A figure that was not published exactly is drawn as its number; the note says how it was published. */
function qualified(figure: OfficialFigure | undefined, language: Language): string[] {
  if (figure === undefined || figure.qualifier === 'exact') return [];
  const word = figure.qualifier === 'more_than' ? TEXTS.moreThan : TEXTS.about;
  return [`${word[language]} ${figure.value} %`];
}
