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
  /** Connects as a service does: what its migrations do not give to it, it may not do. */
  readonly url: string;
  /** Connects as the owner, who runs migrations. */
  readonly ownerUrl: string;
  /** Connects as people and dashboards do. */
  readonly readerUrl: string;
  /** Connects as a superuser, for a test that arranges or looks past all rights. */
  readonly adminUrl: string;
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
