import { rows, type Database } from '@safe-community/database';
import { expect, it } from 'vitest';
import { searchEntries, type EntryFilter } from '../src/store/search-entries.ts';
import { entryOf } from './chains.ts';
import { openAudit } from './ground.ts';

const ANY: EntryFilter = {
  system: '',
  actingUser: '',
  method: '',
  subjectId: '',
  kind: undefined,
  from: undefined,
  to: undefined,
};
const ID = '0199c1a2-7e3b-7000-8000-000000000001';

it('searches the audit by the index of each field', async () => {
  // With one connection, its counters are flushed by the next statement.
  const audit = await openAudit(1);
  const { database, owned } = audit;
  await audit.append(
    entryOf({ system: 'seldom', actingUser: 'seldom', method: 'Seldom', subjectIds: [ID, 'other'], kind: 'denied' }),
  );
  for (let link = 0; link < 10; link += 1) {
    await audit.append(...Array.from({ length: 500 }, (_, entry) => entryOf({ subjectIds: [`${link}-${entry}`] })));
  }
  await rows(owned.em.fork(), 'analyze audit_entry, audit_link');
  const used = async (filter: Partial<EntryFilter>): Promise<string[]> => {
    const before = await scans(database);
    const found = await searchEntries(database.em.fork(), { ...ANY, ...filter }, undefined, 10);
    expect(found.map(({ sequence }) => sequence)).toEqual([1n]);
    const after = await scans(database);
    return [...after].filter(([index, count]) => count > (before.get(index) ?? 0)).map(([index]) => index);
  };
  expect(await used({ system: 'seldom' })).toEqual(['audit_entry_by_system']);
  expect(await used({ actingUser: 'seldom' })).toEqual(['audit_entry_by_person']);
  expect(await used({ method: 'Seldom' })).toEqual(['audit_entry_by_method']);
  expect(await used({ kind: 'denied' })).toEqual(['audit_entry_not_write']);
  expect(await used({ subjectId: ID })).toEqual(['audit_entry_of_subject', 'audit_entry_of_subjects']);
  const [second] = await rows<{ at: string }>(
    database.em.fork(),
    'select recorded_at as at from audit_link where first_sequence = 2',
  );
  expect(await used({ to: new Date(second?.at ?? '') })).toContain('audit_link_recorded');
});

async function scans(database: Database): Promise<Map<string, number>> {
  const em = database.em.fork();
  await rows(em, 'select pg_stat_force_next_flush()');
  const found = await rows<{ name: string; scans: string }>(
    em,
    `select indexrelname as name, idx_scan as scans from pg_stat_all_indexes
     where relname in ('audit_entry', 'audit_link') order by indexrelname`,
  );
  return new Map(found.map(({ name, scans: count }) => [name, Number(count)]));
}
