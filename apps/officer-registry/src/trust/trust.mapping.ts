import {
  HiddenReason as Reasons,
  SurveyMethod as Methods,
  TrustSurvey as SurveyMessage,
  type RecordedSurvey as RecordedMessage,
  type TrustFigure as FigureMessage,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { enumNames, Fields, type Violation } from '@safe-community/domain-kit';
import { SURVEY_METHODS, type RecordedSurvey, type Survey } from './survey.ts';
import { HIDDEN_REASONS, type TrustFigure } from './trust.ts';

const { nameOf: toMethod, numberOf: methodNumber } = enumNames(Methods, SURVEY_METHODS);
const { numberOf: reasonNumber } = enumNames(Reasons, HIDDEN_REASONS);

/** The survey of a request, and the violations of its form. */
export function readSurvey(message = SurveyMessage.fromPartial({})): {
  readonly survey: Survey;
  readonly violations: readonly Violation[];
} {
  const fields = new Fields(message);
  return { survey: { ...message, method: fields.word('method', toMethod, 'methods') }, violations: fields.violations };
}

export function toFigureMessage({ shown, population, populationCovered, ...sample }: TrustFigure): FigureMessage {
  const isHidden = typeof shown === 'string';
  return {
    ...sample,
    population: BigInt(population),
    populationCovered: BigInt(populationCovered),
    share: isHidden ? undefined : shown,
    hidden: isHidden ? reasonNumber(shown) : Reasons.UNSPECIFIED,
  };
}

/** What both messages say about how a survey was made. */
export function toMadeMessage({ surveyId, method, fieldworkStart, fieldworkEnd, source }: RecordedSurvey) {
  return { surveyId, method: methodNumber(method), fieldworkStart, fieldworkEnd, source };
}

/** A survey as it was recorded; without the number of trusting people if its share is hidden. */
export function toRecordedMessage(survey: RecordedSurvey, shown: TrustFigure['shown']): RecordedMessage {
  const isHidden = typeof shown === 'string';
  const { surveyId, ...made } = toMadeMessage(survey);
  const { wave, hromadaCodes, sampleSize, trusting, designEffect, withdrawn, recordedAt } = survey;
  return {
    surveyId,
    survey: {
      ...made,
      wave,
      hromadaCodes: [...hromadaCodes],
      sampleSize,
      trusting: isHidden ? 0 : trusting,
      designEffect,
    },
    hidden: isHidden ? reasonNumber(shown) : Reasons.UNSPECIFIED,
    recordedTime: recordedAt,
    withdrawnTime: withdrawn?.at,
    withdrawalReason: withdrawn?.reason ?? '',
  };
}
