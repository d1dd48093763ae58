import { checkDay, checkSource, inForce, unless, type Day, type Violation } from '@safe-community/domain-kit';
import { effectiveSize, pool, wilson, type Interval } from './share.ts';
import type { RecordedSurvey } from './survey.ts';

/** Which shares are shown: from a day on, until a later policy. */
export interface DisclosurePolicy {
  readonly validFrom: Day;
  readonly leastEffectiveSample: number;
  /** Above 0, at most 1. */
  readonly widestInterval: number;
  readonly source: string;
}

export const HIDDEN_REASONS = ['sample_too_small', 'interval_too_wide', 'no_policy'] as const;
type HiddenReason = (typeof HIDDEN_REASONS)[number];

type Share = Interval & { readonly value: number };

/** A share, or why it is not shown; always with its sample. */
export interface TrustFigure {
  readonly shown: Share | HiddenReason;
  readonly sampleSize: number;
  readonly effectiveSampleSize: number;
  readonly population: number;
  readonly hromadas: number;
}

interface SurveyTrust {
  readonly survey: RecordedSurvey;
  readonly figure: TrustFigure;
}

export interface TrustReport {
  readonly pooled: TrustFigure;
  readonly surveys: readonly SurveyTrust[];
  readonly policy: DisclosurePolicy | undefined;
}

const LARGEST_LEAST_SAMPLE = 10_000;

export function checkPolicy(policy: DisclosurePolicy): Violation[] {
  const { leastEffectiveSample: least, widestInterval: widest } = policy;
  return [
    ...checkDay(policy.validFrom, 'valid_from'),
    ...unless(
      least >= 1 && least <= LARGEST_LEAST_SAMPLE,
      'least_effective_sample',
      `must be 1 to ${LARGEST_LEAST_SAMPLE}`,
    ),
    ...unless(widest > 0 && widest <= 1, 'widest_interval', 'must be above 0 and at most 1'),
    ...checkSource(policy.source, 'source'),
  ];
}

/** The figure of one survey. */
export function figureOf(survey: RecordedSurvey, policy: DisclosurePolicy | undefined): TrustFigure {
  const { sampleSize, population, hromadaCodes } = survey;
  const size = sizeOf(survey);
  return {
    shown: shownOf(shareOf(survey), size, policy),
    sampleSize,
    effectiveSampleSize: size,
    population,
    hromadas: hromadaCodes.length,
  };
}

/**
 * The figures of surveys whose hromadas do not overlap, under the policy of their last day of fieldwork.
 *
 * @param surveys at least one.
 */
export function reportTrust(surveys: readonly RecordedSurvey[], policies: readonly DisclosurePolicy[]): TrustReport {
  const lastDay =
    surveys
      .map(({ fieldworkEnd }) => fieldworkEnd)
      .toSorted()
      .at(-1) ?? '';
  const policy = inForce(policies, lastDay);
  const { share, size } = pool(
    surveys.map((survey) => ({ share: shareOf(survey), size: sizeOf(survey), population: survey.population })),
  );
  const sum = (of: (survey: RecordedSurvey) => number) => surveys.reduce((total, survey) => total + of(survey), 0);
  return {
    pooled: {
      shown: shownOf(share, size, policy),
      sampleSize: sum(({ sampleSize }) => sampleSize),
      effectiveSampleSize: size,
      population: sum(({ population }) => population),
      hromadas: sum(({ hromadaCodes }) => hromadaCodes.length),
    },
    surveys: surveys.map((survey) => ({ survey, figure: figureOf(survey, policy) })),
    policy,
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
