import { escapeIdentifier, rows, type EntityManager } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';

/** A table of rules that hold from `effective_on` on and never change, since published figures depend on them. */
interface OnceTable {
  readonly table: string;
  /** As the request and the refusal call a rule: "policy". */
  readonly noun: string;
  /** Of the refusal: "POLICY_EXISTS". */
  readonly reason: string;
}

/**
 * Adds a rule. ALREADY_EXISTS with the reason of the table if another one begins on that day. A rule that may change, as
 * long as every version stays, belongs into a `ruleStore`.
 *
 * @param row its columns, `effective_on` among them.
 */
export async function addOnce(
  tx: EntityManager,
  { table, noun, reason }: OnceTable,
  row: { readonly effective_on: string } & Readonly<Record<string, unknown>>,
): Promise<Refusal | undefined> {
  const columns = Object.keys(row);
  const places = columns.map((_column, index) => `$${index + 1}`);
  const added = await rows(
    tx,
    `insert into ${escapeIdentifier(table)} (${columns.map((column) => escapeIdentifier(column)).join(', ')})
     values (${places.join(', ')}) on conflict do nothing returning effective_on`,
    Object.values(row),
  );
  if (added.length > 0) return undefined;
  return new Refusal('already-exists', `a ${noun} begins on that day already`, {
    reason,
    violations: [{ field: `${noun}.effective_on`, rule: `must not be the first day of another ${noun}` }],
  });
}
