import { rows } from '@safe-community/database';
import { beforeEach, expect, it } from 'vitest';
import type { NewEntry } from '../src/chain/index.ts';
import { newAuditKey, SigningKey } from '../src/signing/index.ts';
import { signCheckpoint } from '../src/index.ts';
import { newestCheckpoints } from '../src/store/checkpoint-rows.ts';
import { searchEntries, type EntryFilter } from '../src/store/search-entries.ts';
import { entryOf } from './chains.ts';
import { openAudit, SERVICE, type AuditGround } from './ground.ts';

const ANY: EntryFilter = {
  system: '',
  actingUser: '',
  method: '',
  subjectId: '',
  kind: undefined,
  from: undefined,
  to: undefined,
};
/** Each differs from the first in one field. */
const ENTRIES: readonly NewEntry[] = [
  entryOf({ system: 'a', actingUser: 'p', method: 'M', subjectIds: ['s'] }),
  entryOf({ system: 'b', actingUser: 'p', method: 'M', subjectIds: ['s'] }),
  entryOf({ system: 'a', actingUser: 'q', method: 'M', subjectIds: ['s'] }),
  entryOf({ system: 'a', actingUser: 'p', method: 'N', subjectIds: ['s'] }),
  entryOf({ system: 'a', actingUser: 'p', method: 'M', subjectIds: ['t'] }),
  entryOf({ system: 'a', actingUser: 'p', method: 'M', subjectIds: ['u', 's'] }),
  entryOf({ system: 'a', actingUser: 'p', method: 'M', subjectIds: ['s'], kind: 'denied' }),
];

let audit: AuditGround;
beforeEach(async () => {
  audit = await openAudit();
});

async function found(filter: Partial<EntryFilter>, olderThan?: bigint, most = 100): Promise<number[]> {
  const entries = await searchEntries(audit.database.em.fork(), { ...ANY, ...filter }, olderThan, most);
  return entries.map(({ sequence }) => Number(sequence));
}

it('finds entries that match each part of a filter, newest first', async () => {
  await audit.append(...ENTRIES);
  expect(await found({})).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(await found({ system: 'b' })).toEqual([2]);
  expect(await found({ actingUser: 'q' })).toEqual([3]);
  expect(await found({ method: 'N' })).toEqual([4]);
  expect(await found({ subjectId: 't' })).toEqual([5]);
  expect(await found({ subjectId: 'u' })).toEqual([6]);
  expect(await found({ subjectId: 's' })).toEqual([7, 6, 4, 3, 2, 1]);
  expect(await found({ kind: 'denied' })).toEqual([7]);
  expect(await found({ kind: 'write', system: 'a', actingUser: 'p', method: 'M', subjectId: 's' })).toEqual([6, 1]);
});

it('returns pages without overlaps and gaps', async () => {
  await audit.append(...ENTRIES);
  expect(await found({}, undefined, 3)).toEqual([7, 6, 5]);
  expect(await found({}, 5n, 3)).toEqual([4, 3, 2]);
  expect(await found({}, 2n, 3)).toEqual([1]);
});

it('limits the time by commits: the first is included, the last is not', async () => {
  const times: Date[] = [];
  for (const entry of ENTRIES.slice(0, 3)) {
    await audit.append(entry, entry);
    const [link] = await rows<{ at: string }>(
      audit.database.em.fork(),
      'select recorded_at as at from audit_link order by first_sequence desc limit 1',
    );
    times.push(new Date(link?.at ?? ''));
    // Links are timed in whole milliseconds.
    await rows(audit.database.em.fork(), 'select pg_sleep(0.01)');
  }
  const [, second, third] = times;
  expect(await found({ from: second, to: third })).toEqual([4, 3]);
  expect(await found({ from: third })).toEqual([6, 5]);
  expect(await found({ to: second })).toEqual([2, 1]);
});

it('returns checkpoints in pages without overlaps and gaps', async () => {
  const key = new SigningKey(newAuditKey());
  for (const entry of ENTRIES.slice(0, 5)) {
    await audit.append(entry);
    await signCheckpoint(audit.database, SERVICE, key, { entries: 1, ageMs: 0 });
  }
  const page = async (olderThan: bigint | undefined): Promise<number[]> =>
    (await newestCheckpoints(audit.database.em.fork(), SERVICE, olderThan, 2)).map(({ sequence }) => Number(sequence));
  expect([await page(undefined), await page(4n), await page(2n)]).toEqual([[5, 4], [3, 2], [1]]);
});
