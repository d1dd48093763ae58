import type { Installation } from '@safe-community/domain-kit';
import { z } from 'zod';
import type { Comparison, ReadComparison } from '../compare/module.ts';
import type { ReadMeasures } from '../measures/module.ts';
import { allOblasts } from '../places/module.ts';
import {
  DEFINITIONS,
  PERIOD_TEXTS,
  type OfficialValue,
  type PeriodView,
  type ReadScorecard,
  type ScorecardView,
} from '../scorecard/module.ts';
import { toAnswer } from './figures.adapter.ts';
import { operation, refused } from './operation.adapter.ts';
import { POPULATION } from './places.adapter.ts';
import { comparedMeasure, comparison, scorecard } from './scorecard-schemas.adapter.ts';
import { COMPARISON, PUBLISHER, written } from './words.ts';

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

function toScorecard(
  { asOf, officers, cameras, trust, surveyed, deaths, incidents, period }: ScorecardView,
  installation: Installation,
): z.input<typeof scorecard> {
  return {
    as_of: asOf.toISOString(),
    provenance: {
      installation,
      publisher: PUBLISHER,
      counted_from: ['officer registry', 'camera rollout', 'incidents', 'surveys'],
      population: null,
    },
    officers:
      officers === undefined
        ? null
        : {
            definition: DEFINITIONS.officers,
            in_service: officers.inService ?? null,
            assigned: officers.assigned,
            hromadas_covered: officers.hromadasCovered,
            hromadas: officers.hromadas ?? null,
            targets: officers.targets.map(toOfficial),
          },
    cameras:
      cameras === undefined
        ? null
        : {
            definition: DEFINITIONS.cameras,
            strength: cameras.strength,
            equipped: cameras.equipped,
            target_percent: cameras.targetPercent ?? null,
          },
    trust:
      trust === undefined && surveyed === undefined
        ? null
        : {
            definition: DEFINITIONS.trust,
            observed: trust?.observed === undefined ? null : toOfficial(trust.observed),
            surveyed: surveyed ?? null,
            target: trust?.target === undefined ? null : toOfficial(trust.target),
          },
    deaths: {
      definition: DEFINITIONS.deaths,
      period: period === undefined ? null : countedIn(period),
      causes: deaths.map(({ cause, official, counted, difference }) => ({
        cause: snake(cause),
        official: official === undefined ? null : toOfficial(official),
        counted: counted ?? null,
        difference:
          difference === undefined
            ? null
            : {
                total: difference.total,
                parts: difference.parts,
                missing_parts: difference.missing.map(snake),
                inexact_parts: difference.inexact.map(snake),
              },
      })),
    },
    incidents: {
      definition: DEFINITIONS.incidents,
      period: period === undefined ? null : countedIn(period),
      categories: incidents.map(({ category, count, medianMinutes }) => ({
        category,
        count: count ?? null,
        median_response_minutes: medianMinutes ?? null,
      })),
    },
    this_year: period === undefined ? null : toThisYear(period),
  };
}

/** The days that are counted. */
function countedIn({ firstDay, countedUntil }: PeriodView) {
  return { first_day: written(firstDay), last_day: written(countedUntil) };
}

function toThisYear(period: PeriodView) {
  const { promises, sentences } = period;
  return {
    definition: { uk: PERIOD_TEXTS.uk.definition, en: PERIOD_TEXTS.en.definition },
    period: countedIn(period),
    promises: promises.map(({ promise, unit, counted, yearBefore, trend, target, covered }) => ({
      promise: snake(promise),
      name: { uk: PERIOD_TEXTS.uk.promises[promise], en: PERIOD_TEXTS.en.promises[promise] },
      unit,
      counted: counted ?? null,
      year_before: yearBefore ?? null,
      trend: trend ?? null,
      target: target === undefined ? null : toOfficial(target),
      covered: covered === undefined ? null : { first_day: written(covered.from), last_day: written(covered.to) },
    })),
    compared_with_2020: [...sentences],
  };
}

function toOfficial({ value, qualifier, periodEnd, source }: OfficialValue) {
  return {
    value,
    qualifier,
    period_end: periodEnd === undefined ? null : written(periodEnd),
    source:
      source === undefined
        ? null
        : {
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
    oblasts: oblasts.map(({ code, count, population, rank, rate, shrunkenRate, limits, position }) => ({
      territory: code,
      name: { uk: nameOf('uk', code), en: nameOf('en', code) },
      count: count ?? null,
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
    })),
  };
}

const POSITIONS = {
  farBelow: 'far_below',
  below: 'below',
  within: 'within',
  above: 'above',
  farAbove: 'far_above',
} as const;

function snake(word: string): string {
  return word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
