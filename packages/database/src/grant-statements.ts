import { escapeIdentifier } from 'pg';
import type { TableRights } from './rights.ts';
import type { Roles } from './roles.ts';

/**
 * Statements that set the rights on a table to the declared ones. Without declared rights, only the owner has access.
 */
export function grantsOn(table: string, rights: TableRights | undefined, roles: Roles): string[] {
  const name = escapeIdentifier(table);
  const [service, reader] = [escapeIdentifier(roles.service), escapeIdentifier(roles.reader)];
  // This also revokes rights on single columns.
  const revoked = `revoke all on ${name} from public, ${service}, ${reader}`;
  if (rights === undefined) return [revoked];
  const { insert, update, delete: deletes, reader: shown } = rights;
  return [
    revoked,
    `grant select on ${name} to ${service}`,
    ...(insert === undefined ? [] : [`grant insert on ${name} to ${service}`]),
    ...(update === undefined ? [] : [`grant update ${update === true ? '' : listOf(update)} on ${name} to ${service}`]),
    ...(deletes === undefined ? [] : [`grant delete on ${name} to ${service}`]),
    ...(shown === undefined ? [] : [`grant select ${listOf(shown.columns)} on ${name} to ${reader}`]),
  ];
}

function listOf(columns: readonly string[]): string {
  return `(${columns.map((column) => escapeIdentifier(column)).join(', ')})`;
}
