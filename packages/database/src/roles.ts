import { rows, type EntityManager } from './rows.ts';

/** The login roles of a service's database besides its owner, who runs the migrations. */
export interface Roles {
  /** What the service itself connects as. */
  readonly service: string;
  /** What people and dashboards connect as. */
  readonly reader: string;
}

/**
 * The roles by their names, or those that are named after the owner: `<owner>_service` and `<owner>_reader`.
 * @throws {MissingRole} when one of them is not there: only an administrator can make it.
 */
export async function findRoles(em: EntityManager, named: Partial<Roles> = {}): Promise<Roles> {
  const [found] = await rows<Roles>(
    em,
    `select coalesce($1, current_user || '_service') as service, coalesce($2, current_user || '_reader') as reader`,
    [named.service ?? null, named.reader ?? null],
  );
  if (found === undefined) throw new Error('a select without a row');
  for (const role of [found.service, found.reader]) {
    const there = await rows(em, 'select 1 from pg_roles where rolname = $1', [role]);
    if (there.length === 0) throw new MissingRole(role);
  }
  return found;
}

/** A role that the migrations give rights to is not there. */
class MissingRole extends Error {
  override readonly name = 'MissingRole';

  constructor(role: string) {
    super(`the database role ${role} is missing: make it as docs/runbooks/database-roles.md says, or name another`);
  }
}
