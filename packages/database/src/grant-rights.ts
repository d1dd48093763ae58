import { escapeIdentifier } from 'pg';
import { grantsOn } from './grant-statements.ts';
import { INSTALLATION_RIGHTS } from './installation.ts';
import { MIGRATION_TABLE } from './migration-table.ts';
import { copiesTables, rightsOf, type Rights } from './rights.ts';
import type { Roles } from './roles.ts';
import { applyPolicies } from './row-policies.ts';
import { rows, type EntityManager } from './rows.ts';

/** The service reads them to see whether it may start. */
const OF_MIGRATIONS: Rights = { [MIGRATION_TABLE]: {}, ...INSTALLATION_RIGHTS };

/**
 * Grants the roles their rights on all tables of the owner, who runs this, and revokes everything that is not declared.
 * It runs in the transaction of `em`, so others see either the old or the new rights, and it is idempotent.
 */
export async function grantRights(em: EntityManager, declared: Rights, roles: Roles): Promise<void> {
  const rights = { ...declared, ...OF_MIGRATIONS };
  await openDatabaseTo(em, roles, copiesTables(rights));
  for (const table of await tablesOfOwner(em)) {
    const known = rightsOf(rights, table);
    for (const statement of grantsOn(table, known, roles)) await rows(em, statement);
    if (known !== undefined) await applyPolicies(em, table, known, roles);
  }
}

/** They may connect and use the schema. Nobody else may, and none of them may create anything but temporary tables. */
async function openDatabaseTo(em: EntityManager, { service, reader }: Roles, isCopying: boolean): Promise<void> {
  const [current] = await rows<{ name: string }>(em, 'select current_database() as name');
  const database = escapeIdentifier(current?.name ?? '');
  const them = [service, reader].map((role) => escapeIdentifier(role)).join(', ');
  await rows(em, `revoke all on database ${database} from public`);
  await rows(em, `revoke temporary on database ${database} from ${them}`);
  await rows(em, `grant connect on database ${database} to ${them}`);
  if (isCopying) await rows(em, `grant temporary on database ${database} to ${escapeIdentifier(service)}`);
  await rows(em, 'revoke all on schema public from public');
  await rows(em, `grant usage on schema public to ${them}`);
}

/** Without partitions, which have no rights of their own: they are accessed through their parent. */
async function tablesOfOwner(em: EntityManager): Promise<string[]> {
  const found = await rows<{ name: string }>(
    em,
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition
       and pg_get_userbyid(relowner) = current_user
     order by relname`,
  );
  return found.map(({ name }) => name);
}
