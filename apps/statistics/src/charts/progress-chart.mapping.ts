import type { Chart, Goal, Language } from '@safe-community/charts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { PeriodCard } from '../scorecard/module.ts';
import { writtenDay } from './chart-request.ts';
import { TEXTS, unitWords } from './chart-words.ts';
import { sourceOf } from './figure-charts.mapping.ts';

type Measure = PeriodCard['card']['promises'][number];

/**
 * What the scorecard of a territory and period counts against the official targets.
 *
 * @param territory its name; empty for the country.
 */
export function progressChart({ period, card }: PeriodCard, territory: string, language: Language): Chart {
  const { firstDay, countedUntil, knownOn } = period;
  const find = (name: Measure['promise']) => card.promises.find(({ promise }) => promise === name);
  const [officers, covered, cameras, trust] = (
    ['community_officers', 'hromadas_covered', 'camera_coverage', 'trust'] as const
  ).map(find);
  const observed = publishedOf(trust, 'official');
  const targets = [officers, cameras, trust].map((measure) => publishedOf(measure, 'target'));
  const [officersTarget, camerasTarget, trustTarget] = targets;
  const days = `${writtenDay(firstDay)}–${writtenDay(countedUntil)}`;
  const known = knownOn === undefined ? [] : [`${TEXTS.knownOn[language]} ${writtenDay(knownOn)}`];
  const goal = (name: string, unit: string, parts: Omit<Goal, 'name' | 'unit'>): Goal => ({
    name,
    unit: unitWords(unit, language),
    ...parts,
  });
  const due = (target: OfficialFigure | undefined) =>
    target === undefined ? '' : `${TEXTS.due[language]} ${writtenDay(target.periodEnd)}`;
  return {
    kind: 'progress',
    title: TEXTS.progress[language],
    subtitle: [territory, days, ...known].filter((text) => text !== '').join(', '),
    unit: unitWords('per cent', language),
    goals: [
      goal(TEXTS.officers[language], 'officers', {
        value: officers?.current?.value,
        target: targetOf(officersTarget?.value),
        due: due(officersTarget),
      }),
      goal(TEXTS.covered[language], 'hromadas', {
        value: covered?.current?.value,
        target: targetOf(covered?.current?.whole),
        due: '',
      }),
      goal(TEXTS.cameras[language], 'per cent', {
        value: cameras?.current?.value,
        target: targetOf(camerasTarget?.value),
        due: '',
      }),
      // Surveys would hide their interval here.
      goal(TEXTS.trust[language], 'per cent', {
        value: observed?.value,
        target: targetOf(trustTarget?.value),
        due: '',
      }),
    ],
    notes: [
      ...qualified(observed, language).map((value) => `${TEXTS.trust[language]}: ${value}`),
      ...new Set([observed, ...targets].flatMap((figure) => (figure === undefined ? [] : sourceOf(figure, language)))),
    ],
  };
}

function publishedOf(measure: Measure | undefined, which: 'official' | 'target'): OfficialFigure | undefined {
  return measure !== undefined && 'official' in measure ? measure[which] : undefined;
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
