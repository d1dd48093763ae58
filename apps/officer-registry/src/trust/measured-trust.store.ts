import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { MeasuredTrust } from './measured-trust.ts';

export const MEASURED_TABLES: readonly string[] = [
  // The figures as published last, so that only changes are published.
  `create table trust_measured (
     wave text not null,
     -- empty for the country
     oblast_code text not null,
     -- what was published, in the form of MeasuredTrust
     measured json not null,
     primary key (wave, oblast_code)
   )`,
];

export const MEASURED_RIGHTS: Rights = {
  // Locking a table requires the right to update all of it.
  trust_measured: { insert: true, update: true },
};

/** Keeps replicas from publishing the same change twice, until the transaction ends. */
export async function lockMeasured(tx: EntityManager): Promise<void> {
  await rows(tx, 'lock table trust_measured in share row exclusive mode');
}

export async function readMeasured(tx: EntityManager): Promise<MeasuredTrust[]> {
  const found = await rows<{ measured: MeasuredTrust }>(tx, 'select measured from trust_measured');
  return found.map(({ measured }) => measured);
}

export async function saveMeasured(tx: EntityManager, all: readonly MeasuredTrust[]): Promise<void> {
  await rows(tx, SAVE, [
    all.map(({ wave }) => wave),
    all.map(({ oblastCode }) => oblastCode),
    all.map((measured) => JSON.stringify(measured)),
  ]);
}

const SAVE = `
  insert into trust_measured (wave, oblast_code, measured)
  select wave, oblast_code, measured::json
  from unnest($1::text[], $2::text[], $3::text[]) as new (wave, oblast_code, measured)
  on conflict (wave, oblast_code) do update set measured = excluded.measured`;
