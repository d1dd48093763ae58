import { expect, it } from 'vitest';
import { isSigned } from './chain/index.ts';
import { signCheckpoint } from './index.ts';
import { newAuditKey, SigningKey } from './signing/index.ts';
import { entryOf } from '../test/chains.ts';
import { openAudit, SERVICE, type AuditGround } from '../test/ground.ts';

const key = new SigningKey(newAuditKey());
const AT_ONCE = { entries: 1, ageMs: 0 };

async function signed(audit: AuditGround, by = key) {
  const checkpoint = await signCheckpoint(audit.database, SERVICE, by, AT_ONCE);
  if (checkpoint === undefined) throw new Error('nothing was signed');
  return checkpoint;
}

it('is due by number or age of the entries, and not without new ones', async () => {
  const audit = await openAudit();
  expect(await signCheckpoint(audit.database, SERVICE, key, AT_ONCE)).toBeUndefined();
  await audit.append(entryOf(), entryOf());
  const late = { entries: 1_000, ageMs: 60_000 };
  expect(await signCheckpoint(audit.database, SERVICE, key, late)).toBeUndefined();
  expect(await signCheckpoint(audit.database, SERVICE, key, { ...late, entries: 2 })).toMatchObject({ sequence: 2n });
  expect(await signCheckpoint(audit.database, SERVICE, key, AT_ONCE)).toBeUndefined();
  await audit.append(entryOf());
  expect(await signCheckpoint(audit.database, SERVICE, key, { ...late, ageMs: 0 })).toMatchObject({ sequence: 3n });
  expect(await audit.count('audit_checkpoint')).toBe(2);
  expect(await audit.check({ kept: [], keyIds: new Set([key.keyId]) })).toEqual([]);
});

it('signed by two replicas concurrently is stored once, and by a new key after a rotation as well', async () => {
  const audit = await openAudit();
  await audit.append(entryOf());
  const both = Array.from({ length: 2 }, () => signCheckpoint(audit.database, SERVICE, key, AT_ONCE));
  expect(await Promise.all(both)).not.toEqual([undefined, undefined]);
  expect(await audit.count('audit_checkpoint')).toBe(1);
  await audit.append(entryOf());
  const next = new SigningKey(newAuditKey());
  expect(isSigned(await signed(audit, next))).toBe(true);
  expect(await audit.check({ kept: [], keyIds: new Set([key.keyId, next.keyId]) })).toEqual([]);
  expect(await audit.check({ kept: [], keyIds: new Set([key.keyId]) })).toEqual([
    { problem: 'checkpoint-untrusted', from: 2n, to: 2n },
  ]);
});

it('that is stored elsewhere detects a truncation by anyone who can write to the database', async () => {
  const audit = await openAudit();
  await audit.append(entryOf(), entryOf());
  await audit.append(entryOf());
  const kept = [await signed(audit)];
  await audit.asSuperuser(
    'delete from audit_entry where sequence > 2; delete from audit_link where first_sequence > 2; delete from audit_checkpoint',
  );
  expect(await audit.check()).toEqual([]);
  expect(await audit.check({ kept })).toEqual([{ problem: 'cut-off', from: 3n, to: 3n }]);
  // Something harmless in place of what is gone.
  await audit.append(entryOf({ method: 'another' }));
  expect(await audit.check()).toEqual([]);
  expect(await audit.check({ kept })).toEqual([{ problem: 'checkpoint-contradicted', from: 3n, to: 3n }]);
});

it('verification without a stored checkpoint finds a truncation from the signed checkpoint in the database', async () => {
  const audit = await openAudit();
  await audit.append(entryOf());
  await audit.append(entryOf());
  await signed(audit);
  await audit.asSuperuser(
    'delete from audit_entry where sequence = 2; delete from audit_link where first_sequence = 2',
  );
  expect(await audit.check()).toEqual([{ problem: 'cut-off', from: 2n, to: 2n }]);
});
