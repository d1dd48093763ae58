import { randomBytes } from 'node:crypto';
import { createDatabase } from '@safe-community/local-stack';
import { inject } from 'vitest';
import './provided-context.ts';
import {
  dropDatabase,
  roleOf,
  templateDatabase,
  TEST_PASSWORD,
  withAdmin,
  type TemplateSpec,
} from './template-database.ts';

export interface TestDatabase {
  /** Connects as the role that owns the database and nothing else. */
  readonly url: string;
  /** Close your connections first: those still open are cut. */
  drop(): Promise<void>;
}

/**
 * A database of this test file's own. With a spec it is a copy of the service's template, which is migrated once
 * per run (a copy takes tens of milliseconds); without, it is empty.
 */
export async function createTestDatabase(spec?: TemplateSpec): Promise<TestDatabase> {
  const { postgresAdminUrl } = inject('ground');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await createDatabase(postgresAdminUrl, {
    name,
    owner: roleOf(spec?.service ?? 'test_owner'),
    password: TEST_PASSWORD,
    ...(spec && { template: await templateDatabase(postgresAdminUrl, spec) }),
  });
  return { url, drop: () => withAdmin(postgresAdminUrl, (admin) => dropDatabase(admin, name)) };
}
