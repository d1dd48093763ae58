import type { EntityManager } from '@safe-community/database';
import { lastMomentOf } from '@safe-community/domain-kit';
import { coveredPeopleReader } from '../responsibility/module.ts';
import type { CoveredSurvey, RecordedSurvey } from './survey.ts';

/** So many hromadas are read at once: that takes some milliseconds, in which the service answers nobody. */
const PORTION = 100;

/** The surveys with the people covered at the end of their last day of fieldwork, as far as the registry knows today. */
export async function withCoverage(em: EntityManager, surveys: readonly RecordedSurvey[]): Promise<CoveredSurvey[]> {
  if (surveys.length === 0) return [];
  const readCovered = await coveredPeopleReader(em);
  const covered: CoveredSurvey[] = [];
  for (const survey of surveys) {
    const { hromadaCodes, fieldworkEnd } = survey;
    let populationCovered = 0;
    for (let first = 0; first < hromadaCodes.length; first += PORTION) {
      const portion = hromadaCodes.slice(first, first + PORTION);
      const people = await readCovered(portion, lastMomentOf(fieldworkEnd));
      populationCovered += portion.reduce((sum, code) => sum + people(code), 0);
    }
    covered.push({ ...survey, populationCovered });
  }
  return covered;
}
