import { rows, type EntityManager } from './rows.ts';

/** The login roles of a service's database, besides its owner, who runs the migrations. */
export interface Roles {
  /** The role as which the service connects. */
  readonly service: string;
  /** The role as which people and dashboards connect. */
  readonly reader: string;
}

/**
 * The roles by their names; by default they are named after the owner: `<owner>_service` and `<owner>_reader`.
 * @throws {MissingRole} if one does not exist: only an administrator can create it.
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

/** A role that the migrations grant rights to does not exist. */
class MissingRole extends Error {
  override readonly name = 'MissingRole';

  constructor(role: string) {
    super(`the database role ${role} is missing: make it as docs/runbooks/database-roles.md says, or name another`);
  }
}
