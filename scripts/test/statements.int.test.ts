import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrate, type Database } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openRolloutDatabase } from '../../apps/camera-rollout/src/service.ts';
import { openIntakeDatabase } from '../../apps/incident-intake/src/service.ts';
import { openRegistryDatabase } from '../../apps/officer-registry/src/service.ts';
import { openStatisticsDatabase } from '../../apps/statistics/src/service.ts';
import { problemsOf } from '../statements/problems.ts';
import type { FoundStatements } from '../statements/read.ts';
import { ABSENT_TABLES, FOLLOWED, KNOWN, KNOWN_OF_PACKAGES } from './known-statements.ts';
import { THING_TABLES } from './planted-statements/thing.store.ts';

const ROOT = join(import.meta.dirname, '../..');

test.each([
  ['camera-rollout', openRolloutDatabase],
  ['incident-intake', openIntakeDatabase],
  ['officer-registry', openRegistryDatabase],
  ['statistics', openStatisticsDatabase],
])('the statements of %s fit its tables and the types of their rows', async (service, open) => {
  const database = await createTestDatabase({ service, migrate: (url) => migrateAt(open(url)) });
  const ofService = Object.entries(KNOWN).filter(([file]) => file.startsWith(`apps/${service}/`));
  const ofPackages = Object.entries(KNOWN_OF_PACKAGES).filter(([file]) => !FOLLOWED[service]?.includes(file));
  const known = [...ofService, ...ofPackages].flatMap(([file, each]) => each.map((what) => `${file}: ${what}`));
  const absent = ABSENT_TABLES[service] ?? [];
  const found = (
    await problemsIn(database, [...(await read(`apps/${service}`)), ...entitiesOf(open(database.url))])
  ).filter((problem) => !absent.some((table) => problem.includes(`relation "${table}" does not exist`)));
  expect(found.filter((problem) => !known.some((each) => withoutLine(problem).startsWith(each)))).toEqual([]);
  expect(known.filter((each) => !found.some((problem) => withoutLine(problem).startsWith(each)))).toEqual([]);
});

test('what does not fit is named', async () => {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(THING_TABLES);
  await admin.end();
  const found = await problemsIn(database, await read('scripts/test/planted-statements'));
  expect(found.filter((problem) => problem.startsWith('scripts/test/')).map(withoutLine)).toEqual(
    [
      'column "title" of relation "thing" does not exist in update thing set title = $1',
      'no column "name"',
      '"name" is text, so string, but read as number',
      '"note" may be null',
      '"value" may be null',
      'column "nobody" does not exist in select id, note from thing where nobody = $1',
      'unknown is its text: `select from ${name}`: it is given a name from outside',
      "unknown is its text: `select from thing where ${conditions.join(' and ')}`: it has no parts that can be followed",
      'unknown is what its rows are: its callers say it',
    ].map((what) => `scripts/test/planted-statements/thing.store.ts: ${what}`),
  );
});

async function problemsIn(database: TestDatabase, statements: readonly FoundStatements[]): Promise<string[]> {
  try {
    return await problemsOf(database.adminUrl, statements);
  } finally {
    await database.drop();
  }
}

/** As a statement that reads all columns. MikroORM converts their types. */
function entitiesOf(database: Database): FoundStatements[] {
  return [...database.getMetadata().getAll().values()].map(({ className, tableName, props }) => {
    const columns = props.flatMap(({ persist, fieldNames, nullable = false }) =>
      persist === false
        ? []
        : fieldNames.map((name) => [name, { type: 'unknown', nullable, optional: false }] as const),
    );
    const text = `select ${columns.map(([name]) => name).join(', ')} from ${tableName}`;
    return { place: className, texts: [text], columns: Object.fromEntries(columns) };
  });
}

/** In a process of its own, which loads modules in its own way. */
async function read(folder: string): Promise<FoundStatements[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/statements/read.ts', folder], {
    cwd: ROOT,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as FoundStatements[];
}

async function migrateAt(owned: Database): Promise<void> {
  try {
    await migrate(owned, 'demonstration');
  } finally {
    await owned.close();
  }
}

function withoutLine(problem: string): string {
  return problem.replace(/:\d+: /, ': ');
}
