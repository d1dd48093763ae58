import { rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { MeasuredGuarantee } from './measured-guarantee.ts';

export const COUNTED_TABLES: readonly string[] = [
  // The due reports of each hromada, so that they are counted again only when something about them has changed.
  `create table report_counted (
     -- of today
     hromada_code text primary key,
     -- of all that decides about them (count-reports.jobs.ts)
     digest text not null
   )`,
  `create table report_count (
     hromada_code text not null,
     day text not null,
     oblast_code text not null,
     kept int not null,
     broken int not null,
     pending int not null,
     primary key (hromada_code, day)
   )`,
];

export const COUNTED_RIGHTS: Rights = {
  report_counted: { insert: true, update: ['digest'], delete: true },
  report_count: { insert: true, delete: true },
};

/** The digests by which hromadas were counted last. */
export async function readCounted(em: EntityManager): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ code: string; digest: string }>(
    em,
    'select hromada_code as code, digest from report_counted',
  );
  return new Map(found.map(({ code, digest }) => [code, digest]));
}

/** A hromada with its due reports, and the digest of what decides about them. */
interface CountedHromada {
  readonly code: string;
  readonly digest: string;
  readonly reports: readonly MeasuredGuarantee[];
}

/** Replaces what was counted of these hromadas. */
export async function saveCounted(tx: EntityManager, counted: readonly CountedHromada[]): Promise<void> {
  await rows(tx, 'delete from report_count where hromada_code = any($1::text[])', [counted.map(({ code }) => code)]);
  const reports = counted.flatMap(({ code, reports: all }) => all.map((each) => ({ ...each, code })));
  await rows(tx, ADD, COUNTS.valuesOf(reports));
  await rows(tx, SAVE, DIGESTS.valuesOf(counted));
}

const COUNTS = unnested<MeasuredGuarantee & { readonly code: string }>([
  ['hromada_code', 'text', ({ code }) => code],
  ['day', 'text', ({ day }) => day ?? ''],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['kept', 'integer', ({ tally }) => tally.kept],
  ['broken', 'integer', ({ tally }) => tally.broken],
  ['pending', 'integer', ({ tally }) => tally.pending],
]);

const ADD = `insert into report_count (${COUNTS.names}) select * from ${COUNTS.source}`;

const DIGESTS = unnested<CountedHromada>([
  ['hromada_code', 'text', ({ code }) => code],
  ['digest', 'text', ({ digest }) => digest],
]);

const SAVE = `
  insert into report_counted (${DIGESTS.names}) select * from ${DIGESTS.source}
  on conflict (hromada_code) do update set digest = excluded.digest`;

/** Removes what was counted of hromadas that have no beat and no report any more, as after a merger. */
export async function removeCounted(tx: EntityManager, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  await rows(tx, 'delete from report_count where hromada_code = any($1::text[])', [codes]);
  await rows(tx, 'delete from report_counted where hromada_code = any($1::text[])', [codes]);
}

/** The sums of all hromadas. */
export async function sumCounted(em: EntityManager): Promise<MeasuredGuarantee[]> {
  const found = await rows<SumRow>(em, SUMS);
  return found.map(({ oblast_code: oblastCode, day, ...tally }) => ({
    metric: 'reported_in_time',
    oblastCode,
    day,
    tally: { ...tally, without_rule: 0 },
  }));
}

interface SumRow {
  readonly oblast_code: string;
  readonly day: Day;
  readonly kept: number;
  readonly broken: number;
  readonly pending: number;
}

const SUMS = `
  select day, oblast_code, sum(kept)::int as kept, sum(broken)::int as broken, sum(pending)::int as pending
  from report_count group by 1, 2 order by 1, 2`;
