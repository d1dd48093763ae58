import { appendAudit, lockChain, PLAIN } from '@safe-community/audit';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { PARTITION } from './append.ts';
import type { Operator } from './operator.ts';

/** The row that other packages and modules may join. */
export const LEDGER_EPOCH = '(select epoch from ledger_epoch)';

/** The epoch that began, and the one before it. */
export interface BegunEpoch {
  readonly epoch: string;
  readonly formerEpoch: string;
  /** Position of the newest event when it began. */
  readonly head: bigint;
}

/**
 * Begins a new epoch of the ledger after a restore, which separates new positions from those of the lost events.
 * Nothing of the new epoch is published yet, so the mark returns to the beginning.
 */
export async function beginEpoch(
  em: EntityManager,
  { caller, actingUser }: Operator,
  reason: string,
): Promise<BegunEpoch> {
  // The audit entry is written at the end, and everywhere the audit is locked before the ledger.
  await lockChain(em);
  // Commits wait, so that each event belongs to one epoch or to the other.
  const [head] = await rows<{ position: string }>(
    em,
    'select position from ledger_head where partition = $1 for update',
    [PARTITION],
  );
  const [former] = await rows<{ epoch: string }>(
    em,
    `insert into ledger_former_epoch (epoch, since, head, caller, acting_user, reason)
     select epoch, since, $1, $2, $3, $4 from ledger_epoch returning epoch`,
    [head?.position, caller, actingUser, reason],
  );
  const [begun] = await rows<{ epoch: string }>(
    em,
    'update ledger_epoch set epoch = gen_random_uuid(), since = now(), forked = false returning epoch',
  );
  await rows(em, 'update ledger_head set epoch = $2 where partition = $1', [PARTITION, begun?.epoch]);
  await rows(em, 'update ledger_mark set position = 0 where partition = $1', [PARTITION]);
  if (head === undefined || former === undefined || begun === undefined) {
    throw new Error('the ledger has no head row: is the database migrated?');
  }
  return { epoch: begun.epoch, formerEpoch: former.epoch, head: BigInt(head.position) };
}

/** For a program that may run again: begins a new epoch unless one has begun for the same reason. */
export function beginEpochOnce(
  database: Database,
  operator: Operator,
  reason: string,
): Promise<BegunEpoch | undefined> {
  return database.em.fork().transactional(async (em) => {
    const before = await rows(em, 'select 1 from ledger_former_epoch where reason = $1', [reason]);
    if (before.length > 0) return undefined;
    const begun = await beginEpoch(em, operator, reason);
    const { caller: system, actingUser } = operator;
    await appendAudit(em, [
      {
        ...PLAIN,
        kind: 'administration',
        system,
        edrpou: '',
        actingUser,
        purpose: '',
        method: 'begin-epoch',
        subjectIds: [begun.epoch],
        occurredAt: new Date(),
      },
    ]);
    return begun;
  });
}

/** Records that the stream holds events that the ledger does not have, until a new epoch begins. */
export async function markForked(em: EntityManager): Promise<void> {
  await rows(em, 'update ledger_epoch set forked = true');
}
