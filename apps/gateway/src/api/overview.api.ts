import type { Installation } from '@safe-community/domain-kit';
import { z } from 'zod';
import type { Comparison, ReadComparison } from '../compare/module.ts';
import type { ReadMeasures } from '../measures/module.ts';
import { allOblasts } from '../places/module.ts';
import {
  DEFINITIONS,
  type DaysView,
  type OfficialValue,
  type ReadScorecard,
  type RowView,
  type ScorecardView,
} from '../scorecard/module.ts';
import { toAnswer } from './figures.api.ts';
import { operation, refused } from './operation.api.ts';
import { POPULATION, toControl } from './places.api.ts';
import { comparedMeasure, comparison, scorecard } from './scorecard-schemas.api.ts';
import { COMPARISON, PUBLISHER, written, writtenCoverage } from './words.ts';

export function scorecardOperation(readScorecard: ReadScorecard, installation: Installation) {
  return operation({
    id: 'getScorecard',
    path: 'scorecard',
    summary: 'The promises of the programme, and what is reached',
    description: 'Published figures beside counted ones, each with its source.',
    parameters: z.object({}),
    answer: scorecard,
    read: async () => toScorecard(await readScorecard(), installation),
  });
}

function toScorecard(view: ScorecardView, installation: Installation): z.input<typeof scorecard> {
  const { asOf, period, rows, ratios, incidents } = view;
  return {
    as_of: asOf.toISOString(),
    provenance: {
      installation,
      publisher: PUBLISHER,
      counted_from: ['officer registry', 'camera rollout', 'incidents', 'surveys'],
      population: null,
    },
    period: toDays(period),
    definitions: DEFINITIONS,
    rows: rows.map(toRow),
    compared_with_2020: ratios.map(({ sentence }) => sentence),
    incidents: incidents.map(({ category, count, coverage, medianMinutes }) => ({
      category,
      count: count ?? null,
      coverage: writtenCoverage(coverage),
      median_response_minutes: medianMinutes ?? null,
    })),
  };
}

function toRow(row: RowView): z.input<typeof scorecard>['rows'][number] {
  const { id, title, unit, group, difference, due } = row;
  return {
    id,
    title,
    unit,
    group,
    better: row.better ?? null,
    measures: [...row.measures],
    value: row.value ?? null,
    coverage: writtenCoverage(row.coverage),
    outcomes_open: row.outcomesOpen ?? null,
    whole: row.whole ?? null,
    sample: row.sample ?? null,
    covered: toDays(row.covered),
    left_out: row.leftOut ?? null,
    year_before: row.yearBefore ?? null,
    trend: row.trend ?? null,
    official: toOfficial(row.official),
    official_2020: toOfficial(row.official2020),
    target: toOfficial(row.target),
    due: due === undefined ? null : written(due),
    goals: row.goals.flatMap((goal) => toOfficial(goal) ?? []),
    verdict: row.verdict ?? null,
    difference:
      difference === undefined
        ? null
        : {
            total: difference.total,
            parts: difference.parts,
            missing_parts: [...difference.missing],
            inexact_parts: [...difference.inexact],
          },
  };
}

function toDays(days: DaysView | undefined) {
  return days === undefined ? null : { first_day: written(days.from), last_day: written(days.to) };
}

function toOfficial(figure: OfficialValue | undefined) {
  if (figure === undefined) return null;
  const { value, qualifier, periodEnd, source } = figure;
  return {
    value,
    qualifier,
    period_end: periodEnd === undefined ? null : written(periodEnd),
    source:
      source === undefined
        ? null
        : {
            series: source.seriesId,
            publisher: source.publisher,
            title: source.title,
            published: source.published === undefined ? null : written(source.published),
          },
  };
}

export function compareOperation(
  readComparison: ReadComparison,
  readMeasures: ReadMeasures,
  installation: Installation,
) {
  return operation({
    id: 'compareOblasts',
    path: 'compare',
    summary: 'Oblasts side by side',
    description: 'Rates per 100,000 people of the last twelve whole months, never bare counts.',
    parameters: z.object({
      measure: comparedMeasure.default('incidents').meta({ description: 'Default: incidents.' }),
    }),
    answer: comparison,
    async read({ measure }) {
      const [found, measures] = await Promise.all([readComparison(measure), readMeasures()]);
      const definition = measures.find(({ name }) => name === measure);
      return definition === undefined
        ? refused('measure', 'must be the name of a measure: see /api/v1/measures')
        : { measure: toAnswer(definition), ...toComparison(found, [...definition.countedFrom], installation) };
    },
  });
}

type ComparisonAnswer = Omit<z.input<typeof comparison>, 'measure'>;

function toComparison(found: Comparison, countedFrom: string[], installation: Installation): ComparisonAnswer {
  const { period, oblasts, mean, differs } = found;
  const names = { uk: allOblasts('uk'), en: allOblasts('en') };
  const nameOf = (language: 'uk' | 'en', wanted: string) =>
    names[language].find(({ code }) => code === wanted)?.title ?? '';
  return {
    period: { first_day: written(period.from), last_day: written(period.to) },
    definition: COMPARISON,
    provenance: {
      installation,
      publisher: PUBLISHER,
      counted_from: countedFrom,
      population: POPULATION,
    },
    rate: mean ?? null,
    differs_beyond_chance: differs ?? null,
    oblasts: oblasts.map(
      ({ code, count, coverage, population, rank, rate, shrunkenRate, limits, position, ...oblast }) => ({
        territory: code,
        name: { uk: nameOf('uk', code), en: nameOf('en', code) },
        count: count ?? null,
        coverage: writtenCoverage(coverage),
        population: population ?? null,
        rank: rank ?? null,
        rate: rate ?? null,
        shrunken_rate: shrunkenRate ?? null,
        limits:
          limits === undefined
            ? null
            : {
                inner_low: limits.innerLow,
                inner_high: limits.innerHigh,
                outer_low: limits.outerLow,
                outer_high: limits.outerHigh,
              },
        position: position === undefined ? null : POSITIONS[position],
        control: toControl(oblast.control),
        occupied_hromadas: oblast.occupiedHromadas,
      }),
    ),
  };
}

const POSITIONS = {
  farBelow: 'far_below',
  below: 'below',
  within: 'within',
  above: 'above',
  farAbove: 'far_above',
} as const;
