import { createHash } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { TableRights } from './rights.ts';
import type { Roles } from './roles.ts';
import { rows, type EntityManager } from './rows.ts';

/**
 * Sets the row policies of a table to the declared ones. PostgreSQL locks the table against readers to change a policy,
 * so policies that are already right stay: each has a digest of its definition in its comment.
 */
export async function applyPolicies(
  em: EntityManager,
  table: string,
  rights: TableRights,
  roles: Roles,
): Promise<void> {
  const name = escapeIdentifier(table);
  const wanted = policiesOf(rights, roles);
  const present = await presentPolicies(em, table);
  const isSame = wanted.length === present.size && wanted.every((one) => present.get(one.name) === digestOf(one));
  if (isSame) return;
  for (const policy of present.keys()) await rows(em, `drop policy ${escapeIdentifier(policy)} on ${name}`);
  for (const policy of wanted) {
    await rows(em, `create policy ${policy.name} on ${name} ${policy.terms}`);
    await rows(em, `comment on policy ${policy.name} on ${name} is ${escapeLiteral(digestOf(policy))}`);
  }
  await rows(em, `alter table ${name} ${wanted.length > 0 ? 'enable' : 'disable'} row level security`);
  await rows(em, `alter table ${name} ${rights.rows === undefined ? 'no force' : 'force'} row level security`);
}

interface Policy {
  readonly name: 'service_rows' | 'service_deletes' | 'reader_rows';
  readonly terms: string;
}

/** No policies if every role sees every row. Otherwise one per role, because a role without a policy sees nothing. */
function policiesOf({ rows: condition, delete: deletes, reader }: TableRights, roles: Roles): Policy[] {
  const isDeleteBound = typeof deletes === 'string';
  if (condition === undefined && !isDeleteBound && reader?.rows === undefined) return [];
  const [serviceRole, readerRole] = [escapeIdentifier(roles.service), escapeIdentifier(roles.reader)];
  const policies: Policy[] = [
    { name: 'service_rows', terms: `to ${serviceRole} using (${condition ?? 'true'})` },
    {
      name: 'reader_rows',
      terms: `for select to ${readerRole} using (${reader?.rows ?? String(reader !== undefined)})`,
    },
  ];
  if (!isDeleteBound) return policies;
  return [
    ...policies,
    { name: 'service_deletes', terms: `as restrictive for delete to ${serviceRole} using (${deletes})` },
  ];
}

function digestOf({ terms }: Policy): string {
  return createHash('sha256').update(terms).digest('hex');
}

/** Digests by policy name. */
async function presentPolicies(em: EntityManager, table: string): Promise<Map<string, string | null>> {
  const found = await rows<{ name: string; digest: string | null }>(
    em,
    `select polname as name, obj_description(oid, 'pg_policy') as digest
     from pg_policy where polrelid = (select oid from pg_class
       where relname = $1 and relnamespace = 'public'::regnamespace)`,
    [table],
  );
  return new Map(found.map(({ name, digest }) => [name, digest]));
}
