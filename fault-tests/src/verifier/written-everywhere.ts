import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@safe-community/local-stack';
import { until } from '../until.ts';
import type { System } from '../system/system.ts';
import { changedTables, writtenIn } from './written.ts';

const AT_REST_WITHIN_MS = 60_000;

/** Content digests of the tables of all services. */
export type Written = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Prevents writes of intake for overdue incidents, new schools, kept forms, and mails of earlier rows. */
export async function letNothingFallDue(system: System): Promise<void> {
  await system.sql('incident-intake', 'update incident set due_at = null where due_at is not null');
  // A minute after a school was imported, its mark goes.
  await system.sql('incident-intake', 'update school set changed_at = null where changed_at is not null');
  await system.sql('incident-intake', 'delete from public_form');
  await system.sql('incident-intake', 'delete from subscription');
}

/** The state after all earlier events have taken effect. */
export async function writtenAtRest(system: System): Promise<Written> {
  let last = await written(system);
  const isAtRest = async (): Promise<boolean> => {
    await sleep(500);
    const before = last;
    last = await written(system);
    return changed(before, last).length === 0;
  };
  await until('writes have stopped', isAtRest, AT_REST_WITHIN_MS);
  return last;
}

/** Throws with the names of tables that changed since. */
export async function requireNothingWritten(system: System, before: Written): Promise<void> {
  const tables = changed(before, await written(system));
  if (tables.length > 0) throw new Error(`something was written to ${tables.join(', ')}`);
}

async function written(system: System): Promise<Written> {
  const each = SERVICES.map(async (name) => [name, await writtenIn(system.adminUrl(name))] as const);
  return new Map(await Promise.all(each));
}

function changed(before: Written, after: Written): string[] {
  return SERVICES.flatMap((name) => {
    const tables = changedTables(before.get(name) ?? new Map(), after.get(name) ?? new Map());
    return tables.map((table) => `${name}.${table}`);
  });
}
