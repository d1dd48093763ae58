import { checkDay, checkSource, inForce, unless, type Day, type Violation } from '@safe-community/domain-kit';
import { effectiveSize, pool, wilson, type Interval } from './share.ts';
import type { CoveredSurvey, RecordedSurvey } from './survey.ts';

/** Which shares are shown: from a day on, until a later policy. */
export interface DisclosurePolicy {
  readonly validFrom: Day;
  readonly leastEffectiveSample: number;
  /** Above 0, at most 1. */
  readonly widestInterval: number;
  readonly source: string;
}

export const HIDDEN_REASONS = ['sample_too_small', 'interval_too_wide', 'no_policy', 'nobody_covered'] as const;
type HiddenReason = (typeof HIDDEN_REASONS)[number];

type Share = Interval & { readonly value: number };

/** A share, or why it is not shown; always with its sample. */
export interface TrustFigure {
  readonly shown: Share | HiddenReason;
  readonly sampleSize: number;
  readonly effectiveSampleSize: number;
  readonly population: number;
  readonly hromadas: number;
  /** Of the population, those who had an officer at the end of the fieldwork. */
  readonly populationCovered: number;
}

interface SurveyTrust {
  readonly survey: CoveredSurvey;
  readonly figure: TrustFigure;
}

export interface TrustReport {
  readonly pooled: TrustFigure;
  readonly surveys: readonly SurveyTrust[];
  /** Those that are not in the pooled figure, because nobody was covered. */
  readonly uncovered: readonly CoveredSurvey[];
  readonly policy: DisclosurePolicy | undefined;
}

const MAX_MIN_SAMPLE = 10_000;

export function checkPolicy(policy: DisclosurePolicy): Violation[] {
  const { leastEffectiveSample: least, widestInterval: widest } = policy;
  return [
    ...checkDay(policy.validFrom, 'valid_from'),
    ...unless(least >= 1 && least <= MAX_MIN_SAMPLE, 'least_effective_sample', `must be 1 to ${MAX_MIN_SAMPLE}`),
    ...unless(widest > 0 && widest <= 1, 'widest_interval', 'must be above 0 and at most 1'),
    ...checkSource(policy.source, 'source'),
  ];
}

/** The figure of one survey. */
export function figureOf(survey: CoveredSurvey, policy: DisclosurePolicy | undefined): TrustFigure {
  const { sampleSize, population, hromadaCodes, populationCovered } = survey;
  return {
    shown: shownShareOf(survey, policy),
    sampleSize,
    effectiveSampleSize: sizeOf(survey),
    population,
    hromadas: hromadaCodes.length,
    populationCovered,
  };
}

/** The share of one survey, or why it is not shown. */
export function shownShareOf(survey: RecordedSurvey, policy: DisclosurePolicy | undefined): TrustFigure['shown'] {
  return shownOf(shareOf(survey), sizeOf(survey), policy);
}

/**
 * The figures of surveys whose hromadas do not overlap, under the policy of their last day of fieldwork. The pooled one
 * weighs each survey by the people who had an officer: trust in officers was promised where there are any.
 *
 * @param surveys at least one.
 */
export function reportTrust(surveys: readonly CoveredSurvey[], policies: readonly DisclosurePolicy[]): TrustReport {
  const lastDay =
    surveys
      .map(({ fieldworkEnd }) => fieldworkEnd)
      .toSorted()
      .at(-1) ?? '';
  const policy = inForce(policies, lastDay);
  return {
    pooled: pooledFigure(surveys.filter(isCovered), policy),
    surveys: surveys.map((survey) => ({ survey, figure: figureOf(survey, policy) })),
    uncovered: surveys.filter((survey) => !isCovered(survey)),
    policy,
  };
}

function isCovered({ populationCovered }: CoveredSurvey): boolean {
  return populationCovered > 0;
}

/** A figure of no survey. */
export const NO_FIGURE = {
  sampleSize: 0,
  effectiveSampleSize: 0,
  population: 0,
  hromadas: 0,
  populationCovered: 0,
} as const;

function pooledFigure(surveys: readonly CoveredSurvey[], policy: DisclosurePolicy | undefined): TrustFigure {
  if (surveys.length === 0) return { shown: 'nobody_covered', ...NO_FIGURE };
  const { share, size } = pool(
    surveys.map((survey) => ({ share: shareOf(survey), size: sizeOf(survey), population: survey.populationCovered })),
  );
  const sum = (of: (survey: CoveredSurvey) => number) => surveys.reduce((total, survey) => total + of(survey), 0);
  return {
    shown: shownOf(share, size, policy),
    sampleSize: sum(({ sampleSize }) => sampleSize),
    effectiveSampleSize: size,
    population: sum(({ population }) => population),
    hromadas: sum(({ hromadaCodes }) => hromadaCodes.length),
    populationCovered: sum(({ populationCovered }) => populationCovered),
  };
}

function shareOf({ trusting, sampleSize }: RecordedSurvey): number {
  return trusting / sampleSize;
}

function sizeOf({ sampleSize, designEffect }: RecordedSurvey): number {
  return effectiveSize(sampleSize, designEffect);
}

function shownOf(value: number, size: number, policy: DisclosurePolicy | undefined): Share | HiddenReason {
  if (policy === undefined) return 'no_policy';
  if (size < policy.leastEffectiveSample) return 'sample_too_small';
  const interval = wilson(value, size);
  return interval.high - interval.low > policy.widestInterval ? 'interval_too_wide' : { value, ...interval };
}
