import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import pg from 'pg';
import { expect, it } from 'vitest';
import { writePrivateFile } from '@safe-community/security/private-file';
import { backupState, lockStateDir, restoreState, startPostgres, stateRoot, type StateRoot } from '../src/index.ts';

/** A state folder with a running server and all files of a local run. */
async function stateAtWork() {
  const root = stateRoot({ SAFE_COMMUNITY_HOME: testFolder('state') });
  for (const folder of ['pki', 'passwords', 'keys/statistics', 'logs']) {
    mkdirSync(join(root.dir, folder), { recursive: true });
    writeFileSync(join(root.dir, folder, 'one.pem'), folder);
  }
  writePrivateFile(join(root.dir, 'callers.json'), '{}');
  const server = await startPostgres({ dataDir: root.postgres, logFile: join(root.logs, 'postgres.log') });
  return { root, server };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Starts the restored server, reads what is there, and stops it. */
async function numbersIn(root: StateRoot): Promise<number[]> {
  const server = await startPostgres({ dataDir: root.postgres, logFile: join(root.dir, 'postgres.log') });
  const client = await connect(server.adminUrl);
  const { rows } = await client.query<{ n: number }>('select n from kept order by n');
  await client.end();
  await server.stop();
  return rows.map(({ n }) => n);
}

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

it('a running system: keeps all earlier commits, without gaps, in files readable by the owner only', async () => {
  const { root, server } = await stateAtWork();
  const client = await connect(server.adminUrl);
  await client.query('create table kept (n int primary key, filler text)');
  let committed = 0;
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await client.query(`insert into kept values ($1, repeat('x', 2000))`, [committed + 1]);
      committed += 1;
      if (committed % 50 === 0) await client.query('checkpoint');
    }
  })();
  while (committed < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = committed;
  const to = join(testFolder('backup'), 'of-tuesday');
  const lock = await lockStateDir(root.dir);
  expect(await backupState(root, to)).toEqual({ isOnline: true });
  isOver = true;
  await writing;
  await client.end();
  await server.stop();
  await lock.release();
  expect(everyFile(to).filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);

  const restored = stateRoot({ SAFE_COMMUNITY_HOME: join(testFolder('restored'), 'home') });
  restoreState(restored, to);
  const numbers = await numbersIn(restored);
  expect(numbers.length).toBeGreaterThanOrEqual(before);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(readFileSync(join(restored.dir, 'keys/statistics/one.pem'), 'utf8')).toBe('keys/statistics');
  expect(existsSync(join(restored.dir, 'logs', 'one.pem'))).toBe(false);
});

it('a stopped system: keeps everything; keys are stored separately, and a restore requires them', async () => {
  const { root, server } = await stateAtWork();
  const client = await connect(server.adminUrl);
  await client.query('create table kept as select generate_series(1, 100) as n');
  await client.end();
  await server.stop();
  const [to, keys] = [join(testFolder('backup'), 'data'), join(testFolder('backup'), 'keys')];
  expect(await backupState(root, to, { keysTo: keys })).toEqual({ isOnline: false });
  expect(everyFile(to).filter((file) => file.includes('keys'))).toEqual([]);

  const restored = stateRoot({ SAFE_COMMUNITY_HOME: join(testFolder('restored'), 'home') });
  expect(() => restoreState(restored, to)).toThrow(/has no keys/);
  expect(() => restoreState(root, to, { keysFrom: keys })).toThrow(/is not empty/);
  expect(() => restoreState(restored, keys, { keysFrom: keys })).toThrow(/is not a backup/);
  restoreState(restored, to, { keysFrom: keys });
  expect(await numbersIn(restored)).toHaveLength(100);
  await expect(backupState(restored, to)).rejects.toThrow(/is not empty/);
});
