import { brokenUniqueConstraint, rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import { normExists, type BeatNorm, type NormStatus } from './norm.ts';

export const NORM_TABLES: readonly string[] = [
  `create table beat_norm (
     valid_from timestamptz constraint beat_norm_from primary key,
     people_rural integer not null check (people_rural > 0),
     people_urban integer not null check (people_urban > 0),
     -- null: the configuration of the service decides
     large_population integer,
     source text not null check (source <> ''),
     status text not null check (status in ('confirmed', 'unconfirmed')),
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null
   )`,
  `insert into beat_norm (valid_from, people_rural, people_urban, source, status, recorded_at, caller)
   values ('2017-07-28 00:00+03', 6000, 7000, 'order МВС № 650 of 28.07.2017, edition of 03.06.2022', 'confirmed', now(),
     'migration')`,
];

export const NORM_RIGHTS: Rights = {
  beat_norm: {
    insert: true,
    insertOnly: ['large_population'],
    reader: {
      columns: ['valid_from', 'people_rural', 'people_urban', 'large_population', 'source', 'status', 'recorded_at'],
    },
  },
};

/** All norms, the latest first. */
export async function readNorms(em: EntityManager): Promise<BeatNorm[]> {
  const found = await rows<NormRow>(
    em,
    `select valid_from, people_rural, people_urban, large_population, source, status
     from beat_norm order by valid_from desc`,
  );
  return found.map((row) => ({
    peopleRural: row.people_rural,
    peopleUrban: row.people_urban,
    largePopulation: row.large_population ?? undefined,
    validFrom: toDate(row.valid_from),
    source: row.source,
    status: row.status,
  }));
}

interface NormRow {
  readonly valid_from: string;
  readonly people_rural: number;
  readonly people_urban: number;
  readonly large_population: number | null;
  readonly source: string;
  readonly status: NormStatus;
}

export async function insertNorm(
  tx: EntityManager,
  norm: BeatNorm,
  { caller, recordedAt }: { readonly caller: string; readonly recordedAt: Date },
): Promise<void> {
  try {
    await rows(
      tx,
      `insert into beat_norm
         (valid_from, people_rural, people_urban, large_population, source, status, recorded_at, caller)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        norm.validFrom,
        norm.peopleRural,
        norm.peopleUrban,
        norm.largePopulation ?? null,
        norm.source,
        norm.status,
        recordedAt,
        caller,
      ],
    );
  } catch (error) {
    throw brokenUniqueConstraint(error) === 'beat_norm_from' ? normExists() : error;
  }
}
