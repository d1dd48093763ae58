import { prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import type { Merger } from './merger.ts';

/** Of several mergers of one hromada the last counts; the registry publishes one. */
export function saveMergers(mergers: readonly Merger[]): Step {
  const latest = [...new Map(mergers.map((merger) => [merger.code, merger])).values()];
  const columns = [
    latest.map(({ code }) => code),
    latest.map(({ successorCode }) => successorCode),
    latest.map(({ effectiveOn }) => effectiveOn),
  ];
  return { statement: SAVE_MERGERS, values: columns };
}

const SAVE_MERGERS = prepared(`
  insert into merged_hromada (code, successor_code, effective_on)
  select * from unnest($1::text[], $2::text[], $3::date[])
  on conflict (code) do update set successor_code = excluded.successor_code, effective_on = excluded.effective_on`);

export async function readMergers(em: EntityManager): Promise<Merger[]> {
  const found = await rows<{ code: string; successor_code: string; effective_on: string }>(
    em,
    `select code, successor_code, to_char(effective_on, 'YYYY-MM-DD') as effective_on from merged_hromada`,
  );
  return found.map((row) => ({ code: row.code, successorCode: row.successor_code, effectiveOn: row.effective_on }));
}

export async function forgetMergers(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from merged_hromada');
}
