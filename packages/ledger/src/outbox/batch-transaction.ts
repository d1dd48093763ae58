import { appendAudit, auditStep, PLAIN, type EntryKind, type NewEntry } from '@safe-community/audit';
import { crashPoint, plannedCrash } from '@safe-community/database/crash-points';
import {
  brokenUniqueConstraint,
  inOneGo,
  runStep,
  type Database,
  type EntityManager,
  type Step,
} from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { appendedBy, appendEvents, appendStep, type Appended, type RecordedEvent } from './append.ts';
import {
  areDistinct,
  CLAIMED,
  claimAll,
  claimStep,
  type Claim,
  type Claimant,
  type RequestKey,
} from './idempotency-keys.ts';

/** A write that shares its transaction with others: its request, its answer and its events. */
export interface PendingWrite extends Claimant {
  readonly events: readonly RecordedEvent[];
  /** Ids of what the write concerns, for searches in the audit. */
  readonly about?: readonly string[];
}

/** The result of a committed write. */
export interface Committed {
  /** The stored answer: of this commit, or of the first one with the same request. */
  readonly response: Uint8Array;
  readonly repeated: boolean;
}

/** Where a batch of writes goes. */
export interface BatchTarget<Write> {
  readonly database: Database;
  /** Inserts the state of the writes whose requests are new. */
  readonly insert: (writes: readonly Write[]) => Step;
}

/** The results of a batch, in the order of its writes, and what it appended to the ledger. */
export interface CommittedBatch {
  readonly results: readonly (Committed | Refusal)[];
  readonly appended: Appended | undefined;
}

/**
 * The usual case, in one round trip: none of these requests has been sent before. Audit and ledger come last, in this
 * order everywhere, because both stay locked until the commit. Undefined, and nothing has changed, when a request is a
 * repeat.
 */
export async function commitNew<Write extends PendingWrite>(
  { database, insert }: BatchTarget<Write>,
  writes: readonly Write[],
): Promise<CommittedBatch | undefined> {
  if (!areDistinct(writes)) return undefined;
  const events = writes.flatMap((write) => write.events);
  const append = events.length === 0 ? [] : [appendStep(events)];
  const steps = [claimStep(writes), insert(writes), auditStep(writes.map(entryOf)), ...append];
  try {
    const found = await inOneGo(database, steps, { beforeCommit: plannedCrash('write.before-commit') });
    const appended = events.length === 0 ? undefined : appendedBy(events, found.at(-1));
    return { results: writes.map(({ response }) => ({ response, repeated: false })), appended };
  } catch (error) {
    if (brokenUniqueConstraint(error) === CLAIMED) return undefined;
    throw error;
  }
}

/** With repeats among the writes: the claims find them first, and they get the answer of the first request. */
export async function commitAny<Write extends PendingWrite>(
  { database, insert }: BatchTarget<Write>,
  writes: readonly Write[],
): Promise<CommittedBatch> {
  return database.em.fork().transactional(async (em) => {
    const claims = await claimAll(em, writes);
    const fresh = writes.filter((_, index) => claims[index]?.state === 'new');
    const appended = fresh.length > 0 ? await writeNew(em, fresh, insert(fresh)) : undefined;
    crashPoint('write.before-commit');
    return { results: writes.map((write, index) => resultOf(write, claims[index])), appended };
  });
}

async function writeNew(
  em: EntityManager,
  writes: readonly PendingWrite[],
  insert: Step,
): Promise<Appended | undefined> {
  await runStep(em, insert);
  await appendAudit(em, writes.map(entryOf));
  return appendEvents(
    em,
    writes.flatMap(({ events }) => events),
  );
}

function resultOf({ response }: PendingWrite, claim: Claim | undefined): Committed | Refusal {
  if (claim?.state === 'refused') return claim.refusal;
  if (claim?.state === 'repeated') return { response: claim.response, repeated: true };
  return { response, repeated: false };
}

function entryOf({ key, about = [] }: PendingWrite): NewEntry {
  return auditEntryOf(key, about);
}

/** The entry of a write in the audit. A repeat changes nothing and leaves no second entry. */
export function auditEntryOf(
  { by, method, requestId }: RequestKey,
  subjectIds: readonly string[],
  kind: EntryKind = 'write',
): NewEntry {
  return { ...PLAIN, ...by, kind, method, requestId, subjectIds, occurredAt: new Date() };
}
