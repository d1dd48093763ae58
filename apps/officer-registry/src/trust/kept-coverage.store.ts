import { rows, unnested, type EntityManager, type Rights } from '@safe-community/database';

export const KEPT_COVERAGE_TABLES: readonly string[] = [
  // How many people of each survey were covered, so that the past is read again only when something about it has changed.
  `create table trust_covered (
     survey_id uuid primary key references trust_survey,
     -- of all rows that decide about it (past-digest.store.ts)
     digest text not null,
     population_covered bigint not null
   )`,
];

export const KEPT_COVERAGE_RIGHTS: Rights = {
  trust_covered: { insert: true, update: ['digest', 'population_covered'] },
};

/** How many people of a survey were covered. */
interface KeptCoverage {
  readonly surveyId: string;
  readonly digest: string;
  readonly populationCovered: number;
}

/** By the id of the survey. */
export async function readKept(em: EntityManager): Promise<ReadonlyMap<string, KeptCoverage>> {
  const found = await rows<{ survey_id: string; digest: string; population_covered: string }>(em, KEPT);
  return new Map(
    found.map(({ survey_id: surveyId, digest, population_covered: people }) => [
      surveyId,
      { surveyId, digest, populationCovered: Number(people) },
    ]),
  );
}

const KEPT = 'select survey_id, digest, population_covered from trust_covered';

export async function saveKept(tx: EntityManager, kept: readonly KeptCoverage[]): Promise<void> {
  if (kept.length > 0) await rows(tx, SAVE, COVERED.valuesOf(kept));
}

const COVERED = unnested<KeptCoverage>([
  ['survey_id', 'uuid', ({ surveyId }) => surveyId],
  ['digest', 'text', ({ digest }) => digest],
  ['population_covered', 'bigint', ({ populationCovered }) => BigInt(populationCovered)],
]);

const SAVE = `
  insert into trust_covered (${COVERED.names}) select * from ${COVERED.source}
  on conflict (survey_id) do update set digest = excluded.digest, population_covered = excluded.population_covered`;
