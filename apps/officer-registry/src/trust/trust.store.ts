import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal, type Day, type Decision } from '@safe-community/domain-kit';
import { ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { RecordedSurvey, SurveyMethod, WithdrawnSurvey } from './survey.ts';
import type { DisclosurePolicy } from './trust.ts';

export const TRUST_TABLES: readonly string[] = [
  `create table trust_survey (
     survey_id uuid primary key,
     wave text not null,
     hromada_codes text[] not null,
     oblast_codes text[] not null,
     -- people in its hromadas
     population bigint not null check (population > 0),
     sample_size int not null check (sample_size > 0),
     trusting int not null check (trusting between 0 and sample_size),
     design_effect double precision not null check (design_effect >= 1),
     method text not null,
     fieldwork_start date not null,
     fieldwork_end date not null check (fieldwork_end >= fieldwork_start),
     source text not null,
     recorded_at timestamptz not null,
     withdrawn_at timestamptz,
     withdrawal_reason text,
     check (num_nulls(withdrawn_at, withdrawal_reason) in (0, 2))
   )`,
  // Needed by readWave (trust.store.ts).
  'create index trust_survey_of_wave on trust_survey (wave, survey_id)',
  // Within a wave, samples do not overlap, however many transactions compete.
  `create table trust_survey_hromada (
     wave text not null,
     hromada_code text not null,
     survey_id uuid not null references trust_survey,
     primary key (wave, hromada_code)
   )`,
  // Needed by saveWithdrawal (trust.store.ts).
  'create index trust_survey_hromada_of_survey on trust_survey_hromada (survey_id)',
  `create table trust_disclosure_policy (
     valid_from date primary key,
     least_effective_sample int not null check (least_effective_sample > 0),
     widest_interval double precision not null check (widest_interval > 0 and widest_interval <= 1),
     source text not null,
     version integer not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null
   )`,
];

export const TRUST_RIGHTS: Rights = {
  // People read shares through the service: it hides those of a tiny sample.
  trust_survey: { insert: true, update: ['withdrawn_at', 'withdrawal_reason'] },
  trust_survey_hromada: { insert: true, delete: true },
  trust_disclosure_policy: {
    insert: true,
    update: true,
    reader: { columns: ['valid_from', 'least_effective_sample', 'widest_interval', 'source'] },
  },
};

/** Adds a survey. HROMADA_SURVEYED if another one of the wave covers one of its hromadas. */
export async function addSurvey(tx: EntityManager, survey: RecordedSurvey): Promise<Decision<RecordedSurvey>> {
  const { surveyId, wave, hromadaCodes } = survey;
  await rows(tx, INSERT, [
    surveyId,
    wave,
    hromadaCodes,
    survey.oblastCodes,
    survey.population,
    survey.sampleSize,
    survey.trusting,
    survey.designEffect,
    survey.method,
    survey.fieldworkStart,
    survey.fieldworkEnd,
    survey.source,
    survey.recordedAt,
  ]);
  const covered = await rows<{ hromada_code: string }>(tx, COVER, [wave, hromadaCodes, surveyId]);
  if (covered.length < hromadaCodes.length) {
    return surveyedAlready(hromadaCodes, new Set(covered.map(({ hromada_code }) => hromada_code)));
  }
  return survey;
}

const INSERT = `
  insert into trust_survey (survey_id, wave, hromada_codes, oblast_codes, population, sample_size, trusting,
    design_effect, method, fieldwork_start, fieldwork_end, source, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

// In the order of the codes, so that two overlapping surveys wait for each other instead of deadlocking.
const COVER = `
  insert into trust_survey_hromada (wave, hromada_code, survey_id)
  select $1, code, $3 from unnest($2::text[]) as given (code) order by code
  on conflict do nothing
  returning hromada_code`;

function surveyedAlready(codes: readonly string[], covered: ReadonlySet<string>): Refusal {
  return new Refusal('already-exists', 'another survey of the wave covers a hromada', {
    reason: 'HROMADA_SURVEYED',
    violations: codes.flatMap((code, index) =>
      covered.has(code)
        ? []
        : [{ field: `survey.hromada_codes[${index}]`, rule: 'must not be covered by another survey of the wave' }],
    ),
  });
}

export async function saveWithdrawal(tx: EntityManager, survey: WithdrawnSurvey): Promise<WithdrawnSurvey> {
  const { surveyId, withdrawn } = survey;
  await rows(tx, 'update trust_survey set withdrawn_at = $2, withdrawal_reason = $3 where survey_id = $1', [
    surveyId,
    withdrawn.at,
    withdrawn.reason,
  ]);
  await rows(tx, 'delete from trust_survey_hromada where survey_id = $1', [surveyId]);
  return survey;
}

interface SurveyRow {
  readonly survey_id: string;
  readonly wave: string;
  readonly hromada_codes: string[];
  readonly oblast_codes: string[];
  readonly population: string;
  readonly sample_size: number;
  readonly trusting: number;
  readonly design_effect: number;
  readonly method: SurveyMethod;
  readonly fieldwork_start: Day;
  readonly fieldwork_end: Day;
  readonly source: string;
  readonly recorded_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawal_reason: string | null;
}

const SELECT = `
  select survey_id, wave, hromada_codes, oblast_codes, population, sample_size, trusting, design_effect, method,
    fieldwork_start::text, fieldwork_end::text, source, recorded_at, withdrawn_at, withdrawal_reason
  from trust_survey`;

/** The survey, locked until the transaction ends. */
export async function lockSurvey(tx: EntityManager, surveyId: string): Promise<RecordedSurvey | undefined> {
  const [found] = await rows<SurveyRow>(tx, `${SELECT} where survey_id = $1 for update`, [surveyId]);
  return found && toSurvey(found);
}

/** The surveys of a wave that are not withdrawn, oldest first. */
export async function readWave(em: EntityManager, wave: string): Promise<RecordedSurvey[]> {
  const statement = `${SELECT} where wave = $1 and withdrawn_at is null order by survey_id`;
  return (await rows<SurveyRow>(em, statement, [wave])).map(toSurvey);
}

/** All surveys that are not withdrawn, oldest first. */
export async function readSurveys(em: EntityManager): Promise<RecordedSurvey[]> {
  return (await rows<SurveyRow>(em, `${SELECT} where withdrawn_at is null order by survey_id`, [])).map(toSurvey);
}

/** All surveys, of one wave or of any if it is empty, oldest first. */
export async function listSurveys(
  em: EntityManager,
  wave: string,
  after: string | undefined,
  most: number,
): Promise<RecordedSurvey[]> {
  return (await rows<SurveyRow>(em, LIST, [wave, after ?? null, most])).map(toSurvey);
}

const LIST = `${SELECT}
  where ($1 = '' or wave = $1) and ($2::uuid is null or survey_id > $2) order by survey_id limit $3`;

export const POLICIES: RuleStore<DisclosurePolicy> = ruleStore<DisclosurePolicy, PolicyRow>({
  table: 'trust_disclosure_policy',
  key: ['valid_from'],
  values: ['least_effective_sample', 'widest_interval', 'source'],
  toRow: ({ validFrom, leastEffectiveSample, widestInterval, source }) => ({
    valid_from: validFrom,
    least_effective_sample: leastEffectiveSample,
    widest_interval: widestInterval,
    source,
  }),
  toRule: (row) => ({
    validFrom: row.valid_from,
    leastEffectiveSample: row.least_effective_sample,
    widestInterval: row.widest_interval,
    source: row.source,
  }),
});

interface PolicyRow {
  readonly valid_from: Day;
  readonly least_effective_sample: number;
  readonly widest_interval: number;
  readonly source: string;
}

function toSurvey(row: SurveyRow): RecordedSurvey {
  const at = toOptionalDate(row.withdrawn_at);
  return {
    surveyId: row.survey_id,
    wave: row.wave,
    hromadaCodes: row.hromada_codes,
    oblastCodes: row.oblast_codes,
    population: Number(row.population),
    sampleSize: row.sample_size,
    trusting: row.trusting,
    designEffect: row.design_effect,
    method: row.method,
    fieldworkStart: row.fieldwork_start,
    fieldworkEnd: row.fieldwork_end,
    source: row.source,
    recordedAt: toDate(row.recorded_at),
    ...(at === undefined ? {} : { withdrawn: { at, reason: row.withdrawal_reason ?? '' } }),
  };
}
