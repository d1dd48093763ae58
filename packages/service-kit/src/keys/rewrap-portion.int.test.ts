import { join } from 'node:path';
import { rows } from '@safe-community/database';
import { eventually, startServiceProcess } from '@safe-community/testkit';
import { loadKeyring, decrypt, removeKeyFile, type Encrypted } from '@safe-community/security/encryption';
import { expect, onTestFinished, test } from 'vitest';
import { rewrapPortion } from './rewrap-portion.ts';
import { FIELDS, openGround, rotate, TABLE, type Ground } from '../../test/keys/ground.ts';

interface Row {
  readonly case_id: string;
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly ciphertext: Buffer;
}

test('batches rewrap everything under the active key, and it decrypts without the former one', async () => {
  const ground = await openGround();
  await ground.store(250);
  rotate(ground, 'k2');
  await ground.store(10);
  expect(await portions(ground)).toEqual([100, 100, 50]);
  removeKeyFile(ground.folder, 'k1');
  const keyring = loadKeyring(ground.folder);
  const found = await all(ground);
  expect(found).toHaveLength(260);
  for (const row of found) expect(decrypt(keyring, row.case_id, encryptedOf(row))).toEqual(FIELDS);
});

test('skips a locked row and rewraps it next time', { retry: 0 }, async () => {
  const ground = await openGround();
  const [busy] = await ground.store(3);
  rotate(ground, 'k2');
  await ground.database.em.fork().transactional(async (em) => {
    await rows(em, 'select from sealed_case where case_id = $1 for update', [busy]);
    expect(await portion(ground)).toBe(2);
  });
  expect(await portion(ground)).toBe(1);
});

test('a case that is erased during the rewrapping stays erased, whichever commits first', { retry: 0 }, async () => {
  const ground = await openGround();
  const ids = await ground.store(200);
  const before = await all(ground);
  rotate(ground, 'k2');
  const erase = async (id: string): Promise<void> => {
    await ground.sql('update sealed_case set key_id = null, wrapped_key = null where case_id = $1', [id]);
  };
  const erased = ids.filter((_, index) => index % 2 === 0);
  await Promise.all([
    (async () => {
      for (const id of erased) await erase(id);
    })(),
    portions(ground),
    portions(ground),
  ]);
  await portions(ground);
  const [keyring, found] = [loadKeyring(ground.folder), await all(ground)];
  const gone = found.filter(({ wrapped_key }) => wrapped_key === null);
  expect(gone.map(({ case_id }) => case_id).toSorted()).toEqual(erased.toSorted());
  expect(gone.every(({ key_id }) => key_id === null)).toBe(true);
  for (const row of found.filter(({ wrapped_key }) => wrapped_key !== null)) {
    expect(decrypt(keyring, row.case_id, encryptedOf(row))).toEqual(FIELDS);
  }
  // No remaining key decrypts what was erased.
  const dead = before.find(({ case_id }) => case_id === erased[0]);
  for (const row of found.filter(({ wrapped_key }) => wrapped_key !== null)) {
    const stolen = { ...encryptedOf(row), ciphertext: dead?.ciphertext ?? Buffer.alloc(0) };
    expect(() => decrypt(keyring, erased[0] ?? '', stolen)).toThrow('does not belong');
  }
});

test('an erasure in progress is not undone by a concurrent batch', { retry: 0 }, async () => {
  const ground = await openGround();
  const [id] = await ground.store(1);
  rotate(ground, 'k2');
  await ground.database.em.fork().transactional(async (em) => {
    await rows(em, 'update sealed_case set key_id = null, wrapped_key = null where case_id = $1', [id]);
    expect(await portion(ground)).toBe(0);
  });
  expect(await portion(ground)).toBe(0);
  expect(await all(ground)).toMatchObject([{ key_id: null, wrapped_key: null }]);
});

test(
  'a kill in the middle changes nothing; erased cases stay erased, the rest is rewrapped later',
  { retry: 0 },
  async () => {
    const ground = await openGround();
    const [erased] = await ground.store(5);
    const before = await all(ground);
    rotate(ground, 'k2');
    const service = await startServiceProcess({
      name: 'rewrapping-service',
      main: join(import.meta.dirname, '../../test/keys/programs/rewrapping-service.ts'),
      env: {
        DATABASE_URL: ground.url,
        KEYS_DIR: ground.folder,
        ALLOW_CRASH_POINTS: 'yes',
        CRASH_POINT: 'rewrap.before-commit',
      },
      readyWhen: () => true,
    });
    onTestFinished(() => service.kill());
    await gone(service.pid);
    expect(service.output()).not.toContain('rewrapped');
    expect(await all(ground)).toEqual(before);
    // Waits until the database has noticed the death of the process, and releases its row locks.
    await ground.sql('update sealed_case set key_id = null, wrapped_key = null where case_id = $1', [erased]);
    expect(await portions(ground)).toEqual([4]);
    for (const { case_id, key_id } of await all(ground)) expect(key_id).toBe(case_id === erased ? null : 'k2');
  },
);

test('two concurrent runs repeat no work, and a damaged data key blocks neither', { retry: 0 }, async () => {
  const ground = await openGround();
  const [damaged] = await ground.store(301);
  await ground.sql(`update sealed_case set wrapped_key = '' where case_id = $1`, [damaged]);
  rotate(ground, 'k2');
  const [one, other] = await Promise.all([portions(ground), portions(ground)]);
  const left = await portions(ground);
  expect([...one, ...other, ...left].reduce((sum, done) => sum + done, 0)).toBe(300);
  expect(await rewrapPortion(ground.database, ground.keyring, TABLE, [])).toEqual({ done: 0, damaged: [damaged] });
  expect(await rewrapPortion(ground.database, ground.keyring, TABLE, [damaged ?? ''])).toEqual({
    done: 0,
    damaged: [],
  });
});

async function portion({ database, keyring }: Ground): Promise<number> {
  return (await rewrapPortion(database, keyring, TABLE, [])).done;
}

async function portions(ground: Ground): Promise<number[]> {
  const done: number[] = [];
  for (let one = await portion(ground); one > 0; one = await portion(ground)) done.push(one);
  return done;
}

function all(ground: Ground): Promise<Row[]> {
  return ground.sql<Row>('select * from sealed_case order by case_id');
}

function encryptedOf({ key_id, wrapped_key, ciphertext }: Row): Encrypted {
  return { keyId: key_id ?? '', wrappedKey: wrapped_key ?? Buffer.alloc(0), ciphertext };
}

async function gone(pid: number): Promise<void> {
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
}
