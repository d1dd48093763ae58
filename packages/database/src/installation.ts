import type { Installation } from '@safe-community/domain-kit';
import type { Rights } from './rights.ts';
import { rows, type EntityManager } from './rows.ts';

/** What this database was created for, as an expression. */
export const INSTALLATION_KIND = '(select kind from installation)';

export const INSTALLATION_RIGHTS: Rights = { installation: { reader: { columns: ['kind'] } } };

/** A process that belongs to a demonstration was pointed at a database of a real installation, or the reverse. */
export class OtherInstallation extends Error {
  override readonly name = 'OtherInstallation';
  readonly messageIsLoggable = true;
}

/**
 * Stores what a new database is for; an existing one must be for the same.
 * @throws {OtherInstallation} before anything is changed. Nothing turns one into the other but an empty database.
 */
export async function settleInstallation(em: EntityManager, expected: Installation): Promise<void> {
  await rows(
    em,
    `create table if not exists installation (
       single boolean primary key default true check (single),
       kind text not null check (kind in ('demonstration', 'real'))
     )`,
  );
  await rows(em, 'insert into installation (kind) values ($1) on conflict do nothing', [expected]);
  await requireInstallation(em, expected);
}

/** @throws {OtherInstallation} if the migrated database is for another kind of installation. */
export async function requireInstallation(em: EntityManager, expected: Installation): Promise<void> {
  const [found] = await rows<{ kind: Installation }>(em, 'select kind from installation');
  if (found?.kind === expected) return;
  throw new OtherInstallation(
    `INSTALLATION is ${expected}, but the database belongs to a ${found?.kind ?? 'nameless'} installation: ` +
      'nothing turns one into the other; use the other database, or an empty one',
  );
}
