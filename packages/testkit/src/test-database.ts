import { randomBytes } from 'node:crypto';
import { createDatabase } from '@safe-community/local-stack';
import { inject } from 'vitest';
import './provided-context.ts';
import {
  dropDatabase,
  roleOf,
  templateDatabase,
  TEST_PASSWORDS,
  withAdmin,
  type TemplateSpec,
} from './template-database.ts';

export interface TestDatabase {
  /** Connects as the service role, with only the rights that migrations grant. */
  readonly url: string;
  /** Connects as the owner, for migrations. */
  readonly ownerUrl: string;
  /** Connects as the role of people and dashboards. */
  readonly readerUrl: string;
  /** Connects as a superuser, for test setup and inspection. */
  readonly adminUrl: string;
  /** Close your connections first: open ones are terminated. */
  drop(): Promise<void>;
}

/**
 * A database for this test file. With a spec, it is a copy of the template of the service, which is migrated once
 * per run (a copy takes tens of milliseconds); without, it is empty.
 */
export async function createTestDatabase(spec?: TemplateSpec): Promise<TestDatabase> {
  const { postgresAdminUrl } = inject('ground');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const urls = await createDatabase(postgresAdminUrl, {
    name,
    owner: roleOf(spec?.service ?? 'test_owner'),
    passwords: TEST_PASSWORDS,
    ...(spec && { template: await templateDatabase(postgresAdminUrl, spec) }),
  });
  const adminUrl = new URL(postgresAdminUrl);
  adminUrl.pathname = name;
  return {
    url: urls.service,
    ownerUrl: urls.owner,
    readerUrl: urls.reader,
    adminUrl: adminUrl.toString(),
    drop: () => withAdmin(postgresAdminUrl, (admin) => dropDatabase(admin, name)),
  };
}
