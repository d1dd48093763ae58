import {
  checkDay,
  checkSource,
  invalid,
  kyivDay,
  preconditionFailed,
  unless,
  within,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';

export const SURVEY_METHODS = ['face_to_face', 'telephone', 'online', 'mixed'] as const;
export type SurveyMethod = (typeof SURVEY_METHODS)[number];

/** One sample of the people of some hromadas. */
export interface Survey {
  readonly wave: string;
  readonly hromadaCodes: readonly string[];
  readonly sampleSize: number;
  readonly trusting: number;
  /** At least 1. */
  readonly designEffect: number;
  readonly method: SurveyMethod;
  readonly fieldworkStart: Day;
  readonly fieldworkEnd: Day;
  readonly source: string;
}

/** A hromada or a city with special status of the survey; undefined if it is unknown. */
export type SurveyedUnit = { readonly oblastCode: string; readonly population: number } | undefined;

/** A survey with the population that it represents. */
export interface RecordedSurvey extends Survey {
  /** UUID version 7. */
  readonly surveyId: string;
  /** Distinct, sorted. */
  readonly oblastCodes: readonly string[];
  /** People in its hromadas. */
  readonly population: number;
  readonly recordedAt: Date;
  readonly withdrawn?: { readonly at: Date; readonly reason: string };
}

const MAX_ANSWERS = 1_000_000;
const MAX_HROMADAS = 1_500;
const MAX_DESIGN_EFFECT = 100;

/** The violations of a survey, for any day. */
export function checkSurvey(survey: Survey, unitOf: (code: string) => SurveyedUnit): Violation[] {
  const { hromadaCodes, sampleSize, trusting, designEffect, fieldworkStart, fieldworkEnd, source } = survey;
  const days = [...checkDay(fieldworkStart, 'fieldwork_start'), ...checkDay(fieldworkEnd, 'fieldwork_end')];
  const isOrdered = days.length > 0 || fieldworkStart <= fieldworkEnd;
  const areFew = hromadaCodes.length >= 1 && hromadaCodes.length <= MAX_HROMADAS;
  const hasEffect = designEffect >= 1 && designEffect <= MAX_DESIGN_EFFECT;
  return [
    ...checkWave(survey.wave, 'wave'),
    ...unless(areFew, 'hromada_codes', `must be 1 to ${MAX_HROMADAS} codes`),
    ...unless(new Set(hromadaCodes).size === hromadaCodes.length, 'hromada_codes', 'must hold each hromada once'),
    ...hromadaCodes.flatMap((code, index) =>
      unless(unitOf(code) !== undefined, `hromada_codes[${index}]`, 'must be a hromada or city of known population'),
    ),
    ...unless(sampleSize >= 1 && sampleSize <= MAX_ANSWERS, 'sample_size', `must be 1 to ${MAX_ANSWERS}`),
    ...unless(trusting <= sampleSize, 'trusting', 'must be at most sample_size'),
    ...unless(hasEffect, 'design_effect', `must be 1 to ${MAX_DESIGN_EFFECT}`),
    ...days,
    ...unless(isOrdered, 'fieldwork_end', 'must not be before fieldwork_start'),
    ...checkSource(source, 'source'),
  ];
}

export function checkWave(wave: string, field: string): Violation[] {
  return unless(/^[a-z0-9-]{1,20}$/.test(wave), field, 'must be 1 to 20 of a–z, 0–9 and "-"');
}

/** @param units of the hromadas of the survey. */
export function record(
  survey: Survey,
  units: readonly NonNullable<SurveyedUnit>[],
  surveyId: string,
  now: Date,
): Decision<RecordedSurvey> {
  const isOver = survey.fieldworkEnd <= kyivDay(now);
  if (!isOver) return invalid(within('survey', unless(false, 'fieldwork_end', 'must not be in the future')));
  return {
    ...survey,
    surveyId,
    oblastCodes: [...new Set(units.map(({ oblastCode }) => oblastCode))].toSorted(),
    population: units.reduce((sum, { population }) => sum + population, 0),
    recordedAt: now,
  };
}

/** A survey, and how many of its people had an officer at the end of the last day of fieldwork. */
export interface CoveredSurvey extends RecordedSurvey {
  readonly populationCovered: number;
}

export type WithdrawnSurvey = RecordedSurvey & Required<Pick<RecordedSurvey, 'withdrawn'>>;

export function withdraw(survey: RecordedSurvey, reason: string, now: Date): Decision<WithdrawnSurvey> {
  if (survey.withdrawn !== undefined) return preconditionFailed('SURVEY_WITHDRAWN', 'the survey is withdrawn already');
  return { ...survey, withdrawn: { at: now, reason } };
}
