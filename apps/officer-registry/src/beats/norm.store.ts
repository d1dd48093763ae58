import { toDate, type Rights } from '@safe-community/database';
import { ruleStore, type RuleStore } from '@safe-community/service-kit/dated-rules';
import type { BeatNorm } from './norm.ts';

export const NORM_TABLES: readonly string[] = [
  `create table beat_norm (
     valid_from timestamptz constraint beat_norm_from primary key,
     people_rural integer not null check (people_rural > 0),
     people_urban integer not null check (people_urban > 0),
     -- null: no hromada is large by its population
     large_population integer,
     source text not null check (source <> ''),
     status text not null check (status in ('confirmed', 'unconfirmed')),
     version integer not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null
   )`,
  // Unconfirmed until a person has read an act that says which hromadas are large.
  `insert into beat_norm (valid_from, people_rural, people_urban, large_population, source, status, version, recorded_at,
     caller)
   values ('2017-07-28 00:00+03', 6000, 7000, 50000, 'order МВС № 650 of 28.07.2017, edition of 03.06.2022; '
     'large from 50,000 people: assumption of the project, no act is known', 'unconfirmed', 1, now(), 'migration')`,
];

export const NORM_RIGHTS: Rights = {
  beat_norm: {
    insert: true,
    update: [
      'people_rural',
      'people_urban',
      'large_population',
      'source',
      'status',
      'recorded_at',
      'caller',
      'version',
    ],
    reader: {
      columns: ['valid_from', 'people_rural', 'people_urban', 'large_population', 'source', 'status', 'recorded_at'],
    },
  },
};

/** An expression that stays the same as long as all norms do. */
export const NORMS_DIGEST = '(select sum(hash_record_extended(n, 0)) from beat_norm n)';

export const NORMS: RuleStore<BeatNorm> = ruleStore<BeatNorm, NormRow>({
  table: 'beat_norm',
  key: ['valid_from'],
  values: ['people_rural', 'people_urban', 'large_population', 'source', 'status'],
  toRow: (norm) => ({
    valid_from: norm.validFrom.toISOString(),
    people_rural: norm.peopleRural,
    people_urban: norm.peopleUrban,
    large_population: norm.largePopulation ?? null,
    source: norm.source,
    status: norm.status,
  }),
  toRule: (row) => ({
    peopleRural: row.people_rural,
    peopleUrban: row.people_urban,
    largePopulation: row.large_population ?? undefined,
    validFrom: toDate(row.valid_from),
    source: row.source,
    status: row.status,
  }),
});

interface NormRow {
  readonly valid_from: string;
  readonly people_rural: number;
  readonly people_urban: number;
  readonly large_population: number | null;
  readonly source: string;
  readonly status: BeatNorm['status'];
}
