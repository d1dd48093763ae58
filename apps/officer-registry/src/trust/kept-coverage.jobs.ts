import type { EntityManager } from '@safe-community/database';
import { lastMomentOf, type Day } from '@safe-community/domain-kit';
import { readPastDigests } from '../responsibility/module.ts';
import { withCoverage } from './covered-survey.store.ts';
import { readKept, saveKept } from './kept-coverage.store.ts';
import type { CoveredSurvey, RecordedSurvey } from './survey.ts';

/**
 * `withCoverage`, for the job: reads the past of a survey again only when something that was recorded since says something
 * about its last day. Most of what is recorded, such as the assignments of today, does not. Once a day all are read, since
 * another version of the service may compute otherwise.
 */
export async function withKeptCoverage(
  tx: EntityManager,
  surveys: readonly RecordedSurvey[],
  today: Day,
): Promise<CoveredSurvey[]> {
  // Before what they are of, so that a change in between is found next time.
  const digestOf = await digestsOf(tx, surveys, today);
  const kept = await readKept(tx);
  const changed = surveys.filter((survey) => kept.get(survey.surveyId)?.digest !== digestOf(survey));
  const covered = await withCoverage(tx, changed);
  await saveKept(
    tx,
    covered.map((survey) => ({ ...survey, digest: digestOf(survey) })),
  );
  const people = new Map([...kept.values(), ...covered].map((each) => [each.surveyId, each.populationCovered]));
  return surveys.map((survey) => ({ ...survey, populationCovered: people.get(survey.surveyId) ?? 0 }));
}

async function digestsOf(em: EntityManager, surveys: readonly RecordedSurvey[], today: Day) {
  const endOf = ({ fieldworkEnd }: RecordedSurvey): number => lastMomentOf(fieldworkEnd).getTime();
  const ends = [...new Set(surveys.map(endOf))].map((at) => new Date(at));
  const digests = await readPastDigests(em, ends);
  return (survey: RecordedSurvey): string => `${today} ${digests.get(endOf(survey))}`;
}
