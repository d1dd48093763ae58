import type { EntityManager } from '@safe-community/database';
import { lastMomentOf } from '@safe-community/domain-kit';
import { coveredPeopleReader } from '../responsibility/module.ts';
import type { CoveredSurvey, RecordedSurvey } from './survey.ts';

/** The surveys with the people covered at the end of their last day of fieldwork, as far as the registry knows today. */
export async function withCoverage(em: EntityManager, surveys: readonly RecordedSurvey[]): Promise<CoveredSurvey[]> {
  if (surveys.length === 0) return [];
  const readCovered = await coveredPeopleReader(em);
  const coveredOn = new Map<string, Awaited<ReturnType<typeof readCovered>>>();
  for (const [day, ofDay] of Map.groupBy(surveys, ({ fieldworkEnd }) => fieldworkEnd)) {
    const codes = ofDay.flatMap(({ hromadaCodes }) => hromadaCodes);
    coveredOn.set(day, await readCovered([...new Set(codes)], lastMomentOf(day)));
  }
  return surveys.map((survey) => {
    const covered = coveredOn.get(survey.fieldworkEnd);
    const people = survey.hromadaCodes.map((code) => covered?.(code) ?? 0);
    return { ...survey, populationCovered: people.reduce((sum, each) => sum + each, 0) };
  });
}
