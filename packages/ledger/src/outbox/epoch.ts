import { appendAudit, lockChain, PLAIN } from '@safe-community/audit';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { PARTITION } from './append.ts';
import type { Decider } from '../dead-letters/dead-letter-store.ts';

/** The epoch that began, and the one before it. */
export interface BegunEpoch {
  readonly epoch: string;
  readonly formerEpoch: string;
  /** Position of the newest event when it began. */
  readonly head: bigint;
}

/**
 * Begins another life of the ledger, after a restore: positions from here on are told from those that were given before
 * it. Nothing of the new epoch is published yet, so the mark goes back to the beginning.
 */
export async function beginEpoch(
  em: EntityManager,
  { caller, actingUser }: Decider,
  reason: string,
): Promise<BegunEpoch> {
  // Its entry in the audit comes at the end, and that is locked before the ledger everywhere.
  await lockChain(em);
  // Commits wait meanwhile: each event is of one epoch or of the other.
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
  await rows(em, 'update ledger_mark set position = 0 where partition = $1', [PARTITION]);
  if (head === undefined || former === undefined || begun === undefined) {
    throw new Error('the ledger has no head row: is the database migrated?');
  }
  return { epoch: begun.epoch, formerEpoch: former.epoch, head: BigInt(head.position) };
}

/** For a program that may run again: begins another epoch unless one has begun for the same reason. */
export function beginEpochOnce(database: Database, decider: Decider, reason: string): Promise<BegunEpoch | undefined> {
  return database.em.fork().transactional(async (em) => {
    const before = await rows(em, 'select 1 from ledger_former_epoch where reason = $1', [reason]);
    if (before.length > 0) return undefined;
    const begun = await beginEpoch(em, decider, reason);
    const { caller: system, actingUser } = decider;
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

/** The stream holds what the ledger does not know. Stays so until another epoch begins. */
export async function markForked(em: EntityManager): Promise<void> {
  await rows(em, 'update ledger_epoch set forked = true');
}
