import type { Database } from '@safe-community/database';
import { actorOf, type Calling } from '../actor-of.ts';
import { PLAIN, type NewEntry } from '../chain/entry.ts';
import { appendAudit } from './append-audit.ts';

/** Records that somebody reads the audit. Await it before you return anything that was read. */
export async function recordAuditRead(
  database: Database,
  call: Calling & { readonly method: string },
  subjectIds: readonly string[],
): Promise<void> {
  const { method } = call;
  const entry: NewEntry = {
    ...PLAIN,
    ...actorOf(call),
    kind: 'audit-read',
    method,
    occurredAt: new Date(),
    subjectIds,
  };
  await database.em.fork().transactional((em) => appendAudit(em, [entry]));
}
