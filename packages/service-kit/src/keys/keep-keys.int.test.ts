import { generateKeySync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activateKey, addKeyFile, removeKeyFile } from '@safe-community/security/encryption';
import { expect, test } from 'vitest';
import { keepKeys, type KeptKeys } from './index.ts';
import { openGround, rotate, TABLE, type Ground } from '../../test/keys/ground.ts';

const { signal } = new AbortController();

/** A replica whose jobs the test runs itself. */
function replica(ground: Ground, keyring = ground.keyring) {
  const kept = keepKeys({
    ...ground,
    installation: 'demonstration',
    keyring,
    tokenKey: generateKeySync('hmac', { length: 256 }),
    tables: [TABLE],
  });
  kept.close();
  const run = async (name: string): Promise<number> => {
    const job = kept.jobs.find((each) => each.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    return job.run(signal);
  };
  return {
    look: () => run('watch-keyring'),
    rewrap: () => run('rewrap-data-keys'),
    status: () => statusOf(kept),
  };
}

interface Status {
  readonly activeKeyId: string;
  readonly keys: { keyId: string; held: boolean; dataKeys: bigint }[];
  readonly holders: { activeKeyId: string; keyIds: string[]; trouble: string }[];
}

async function statusOf({ services }: KeptKeys): Promise<Status> {
  const getKeyStatus = services[0]?.handlers['GetKeyStatus'];
  return (await getKeyStatus?.({} as never, {} as never)) as Status;
}

test('logs a rotation from the first key to the last data key', async () => {
  const ground = await openGround();
  await ground.store(120);
  const one = replica(ground);
  await one.look();
  expect(await one.rewrap()).toBe(0);
  expect(await one.status()).toMatchObject({
    activeKeyId: 'k1',
    keys: [{ keyId: 'k1', held: true, dataKeys: 120n }],
    holders: [{ activeKeyId: 'k1', keyIds: ['k1'], trouble: '' }],
  });
  addKeyFile(ground.folder, 'k2');
  await one.look();
  await one.look();
  expect(await one.rewrap()).toBe(0);
  expect(await one.status()).toMatchObject({
    activeKeyId: 'k1',
    keys: [{ dataKeys: 120n }, { keyId: 'k2', held: true, dataKeys: 0n }],
  });
  activateKey(ground.folder, 'k2');
  await one.look();
  await one.look();
  expect([await one.rewrap(), await one.rewrap(), await one.rewrap()]).toEqual([100, 20, 0]);
  expect(await one.status()).toMatchObject({
    activeKeyId: 'k2',
    keys: [
      { keyId: 'k1', dataKeys: 0n },
      { keyId: 'k2', dataKeys: 120n },
    ],
    holders: [{ activeKeyId: 'k2', keyIds: ['k1', 'k2'] }],
  });
});

test('rewraps nothing while a replica does not have the active key', async () => {
  const ground = await openGround();
  await ground.store(5);
  const one = replica(ground);
  await ground.sql(
    `insert into keyring_holder values ('late', 'k1', now(), '{k1}', '', now()), ('dead', 'k1', now(), '{k1}', '', now() - interval '1 minute')`,
  );
  rotate(ground, 'k2');
  await one.look();
  expect(await one.rewrap()).toBe(0);
  expect(ground.log.join('')).toContain('a replica does not know the active key');
  await ground.sql(`update keyring_holder set key_ids = '{k1,k2}' where replica = 'late'`);
  expect(await one.rewrap()).toBe(5);
});

test('a half-written folder leaves the keys unchanged, and is logged and shown in the status', async () => {
  const ground = await openGround();
  const one = replica(ground);
  await one.look();
  writeFileSync(join(ground.folder, 'active'), 'k2');
  await one.look();
  await one.look();
  const { activeKeyId, holders } = await one.status();
  expect(activeKeyId).toBe('k1');
  expect(holders).toMatchObject([
    { activeKeyId: 'k1', trouble: expect.stringContaining('names a key that is not there') },
  ]);
  expect(ground.log.filter((line) => line.includes('"level":"error"'))).toHaveLength(1);
  writeFileSync(join(ground.folder, 'active'), 'k1');
  await one.look();
  expect((await one.status()).holders).toMatchObject([{ trouble: '' }]);
});

test('reports data keys under a missing key, and rewraps the rest', async () => {
  const ground = await openGround();
  await ground.store(2);
  rotate(ground, 'k2');
  await ground.store(3);
  removeKeyFile(ground.folder, 'k1');
  rotate(ground, 'k3');
  const one = replica(ground);
  await one.look();
  expect(await one.rewrap()).toBe(3);
  expect(await one.rewrap()).toBe(0);
  expect((await one.status()).keys).toEqual([
    { keyId: 'k1', held: false, dataKeys: 2n },
    { keyId: 'k2', held: true, dataKeys: 0n },
    { keyId: 'k3', held: true, dataKeys: 3n },
  ]);
  const error = ground.log.find((line) => line.includes('not in the keyring'));
  expect(error).toContain('"k1"');
});
