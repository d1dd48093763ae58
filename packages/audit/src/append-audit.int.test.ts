import { rows } from '@safe-community/database';
import { expect, it } from 'vitest';
import { appendAudit } from './index.ts';
import { searchEntries } from './store/search-entries.ts';
import { entryOf } from '../test/chains.ts';
import { openAudit, type AuditGround } from '../test/ground.ts';

const REASON_DIGEST = Buffer.alloc(32, 7);

it('reads back what was written, and the chain verifies', async () => {
  const audit = await openAudit();
  const entry = entryOf({
    kind: 'sensitive-read',
    actingUser: 'слідчий@відділ',
    purpose: 'нагляд',
    requestId: '0198c5f0-0000-7000-8000-000000000001',
    subjectIds: ['0198c5f0-0000-7000-8000-00000000000a', 'b'],
    reasonDigest: REASON_DIGEST,
  });
  const denied = entryOf({ kind: 'denied', method: '/a.B/C', refusal: 'PERMISSION_DENIED SCOPE_MISSING', times: 12 });
  expect(await audit.append(entry, denied)).toBe(1n);
  expect(await audit.append(entryOf())).toBe(3n);
  const found = await searchEntries(audit.database.em.fork(), ALL, undefined, 10);
  expect(found.map(({ sequence }) => sequence)).toEqual([3n, 2n, 1n]);
  expect(found[2]).toMatchObject({ ...entry, reasonDigest: REASON_DIGEST });
  expect(found[1]).toMatchObject({ ...denied, method: 'a.B/C', reasonDigest: Buffer.alloc(0) });
  expect(await audit.count('audit_link')).toBe(2);
  expect(await audit.check()).toEqual([]);
});

it('an entry commits with the change that it records, or not at all, and leaves no gap', async () => {
  const audit = await openAudit();
  await audit.append(entryOf());
  const failing = audit.database.em.fork().transactional(async (em) => {
    await appendAudit(em, [entryOf()]);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await audit.append(entryOf())).toBe(2n);
  expect(await audit.check()).toEqual([]);
});

it('two replicas that write concurrently in batches of all sizes produce one chain', async () => {
  const audit = await openAudit(20);
  const sizes = Array.from({ length: 80 }, (_, index) => 1 + (index % 17));
  await Promise.all(
    sizes.map((size, index) => audit.append(...Array.from({ length: size }, () => entryOf({ system: `s-${index}` })))),
  );
  expect(await audit.count('audit_link')).toBe(80);
  expect(await audit.count('audit_entry')).toBe(sizes.reduce((sum, size) => sum + size, 0));
  expect(await audit.check()).toEqual([]);
});

it('its commit is synchronous even where others are not', async () => {
  const audit = await openAudit();
  await audit.database.em.fork().transactional(async (em) => {
    await rows(em, 'set local synchronous_commit = off');
    await appendAudit(em, [entryOf()]);
    expect(await rows(em, `select current_setting('synchronous_commit') as now`)).toEqual([{ now: 'on' }]);
  });
});

it.each(['update audit_entry set system = $$x$$', 'delete from audit_link', 'truncate audit_checkpoint'])(
  'neither the service nor the table owner may: %s',
  async (statement) => {
    const audit = await openAudit();
    await audit.append(entryOf());
    await expect(rows(audit.database.em.fork(), statement)).rejects.toThrow('permission denied for table audit_');
    await expect(rows(audit.owned.em.fork(), statement)).rejects.toThrow('the audit log is written once');
  },
);

it('an ambiguous subject is a bug, and nothing is written', async () => {
  const audit = await openAudit();
  await expect(audit.append(entryOf({ subjectIds: ['a b'] }))).rejects.toThrow('empty or holds a blank');
  expect(await audit.count('audit_entry')).toBe(0);
});

const SPOILT: [string, string, object][] = [
  ['alters a row', `update audit_entry set acting_user = 'nobody' where sequence = 5`, found('entry-altered', 5n, 5n)],
  ['sets a count', `update audit_entry set times = 2 where sequence = 5`, found('entry-altered', 5n, 5n)],
  ['shifts a time', `update audit_entry set occurred_at = now() where sequence = 5`, found('entry-altered', 5n, 5n)],
  ['deletes a row', `delete from audit_entry where sequence = 5`, found('entry-missing', 5n, 5n)],
  ['deletes several', `delete from audit_entry where sequence between 4 and 6`, found('entry-missing', 4n, 6n)],
  [
    'puts one in behind the end',
    `insert into audit_entry select 1000000000000, occurred_at, kind, system, edrpou, acting_user, purpose, method,
       request_id, subject_ids, refusal, times, reason_digest, digest from audit_entry where sequence = 5`,
    found('entry-inserted', 1_000_000_000_000n, 1_000_000_000_000n),
  ],
  ['deletes a link', `delete from audit_link where first_sequence = 4`, found('link-missing', 4n, 6n)],
  [
    'alters a link',
    `update audit_link set recorded_at = now() where first_sequence = 4`,
    found('link-altered', 4n, 6n),
  ],
  ['empties it all but the last', `delete from audit_link where first_sequence < 7`, found('link-missing', 1n, 6n)],
];

it.each(SPOILT)('detects and locates a superuser who %s', async (_, statement, finding) => {
  const audit = await openAudit();
  for (let link = 0; link < 3; link += 1) await audit.append(entryOf(), entryOf(), entryOf());
  expect(await audit.check()).toEqual([]);
  await audit.asSuperuser(statement);
  expect(await audit.check()).toEqual([finding]);
});

it('detects both of two rows that are swapped', async () => {
  const audit = await openAudit();
  await audit.append(entryOf({ system: 'a' }), entryOf({ system: 'b' }), entryOf({ system: 'c' }));
  await swap(audit, 1, 3);
  expect(await audit.check()).toEqual([found('entry-altered', 1n, 1n), found('entry-altered', 3n, 3n)]);
});

async function swap(audit: AuditGround, one: number, other: number): Promise<void> {
  await audit.asSuperuser(`
    update audit_entry set sequence = -1 where sequence = ${one};
    update audit_entry set sequence = ${one} where sequence = ${other};
    update audit_entry set sequence = ${other} where sequence = -1`);
}

function found(problem: string, from: bigint, to: bigint): object {
  return { problem, from, to };
}

const ALL = {
  system: '',
  actingUser: '',
  method: '',
  subjectId: '',
  kind: undefined,
  from: undefined,
  to: undefined,
} as const;
