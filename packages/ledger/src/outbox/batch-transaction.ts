import { appendAudit, auditStep, type NewEntry, PLAIN, type EntryKind } from '@safe-community/audit';
import { crashPoint } from '@safe-community/database/crash-points';
import {
  brokenUniqueConstraint,
  inOneGo,
  rows,
  type EntityManager,
  type Step,
  type Database,
} from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { appendEvents, appendStep, type RecordedEvent } from './append.ts';
import {
  areDistinct,
  CLAIMED,
  claimAll,
  claimStep,
  type Claim,
  type RequestKey,
  type Claimant,
  type DigestKeeper,
} from './idempotency-keys.ts';
import type { Wakeup } from './wakeup.ts';

/** Where a group of writes goes, and by which statement. */
type How<Write> = Pick<GroupedWritesOptions<Write>, 'database' | 'insert'>;

/**
 * The usual case, by one round trip: nobody has sent any of these requests before. Audit and ledger come last, in this
 * order everywhere: both are locked until the commit. Undefined, and nothing has changed, when a request is a repeat.
 */
export async function commitNew<Write extends GroupedWrite>(
  { database, insert }: How<Write>,
  writes: readonly Write[],
): Promise<Committed[] | undefined> {
  if (!areDistinct(writes)) return undefined;
  const steps = [claimStep(writes), insert(writes), auditStep(writes.map(entryOf)), ...eventsOf(writes)];
  try {
    await inOneGo(database, steps, () => crashPoint('write.before-commit'));
  } catch (error) {
    if (brokenUniqueConstraint(error) === CLAIMED) return undefined;
    throw error;
  }
  return writes.map(({ response }) => ({ response, repeated: false }));
}

function eventsOf(writes: readonly GroupedWrite[]): Step[] {
  const events = writes.flatMap((write) => write.events);
  return events.length === 0 ? [] : [appendStep(events)];
}

function entryOf({ key, about = [] }: GroupedWrite): NewEntry {
  return entryOfWrite(key, about);
}

/** With repeats among them: these are found first, and get what the first of them got. */
export async function commitAny<Write extends GroupedWrite>(
  { database, insert }: How<Write>,
  writes: readonly Write[],
): Promise<(Committed | Refusal)[]> {
  return database.em.fork().transactional(async (em) => {
    const claims = await claimAll(em, writes);
    const fresh = writes.filter((_, index) => claims[index]?.state === 'fresh');
    if (fresh.length > 0) await writeFresh(em, fresh, insert(fresh));
    crashPoint('write.before-commit');
    return writes.map((write, index) => answerOf(write, claims[index]));
  });
}

async function writeFresh(em: EntityManager, writes: readonly GroupedWrite[], { statement, values }: Step) {
  await rows(em, statement.preparedText, values);
  await appendAudit(em, writes.map(entryOf));
  await appendEvents(
    em,
    writes.flatMap(({ events }) => events),
  );
}

function answerOf({ response }: GroupedWrite, claim: Claim | undefined): Committed | Refusal {
  if (claim?.state === 'refused') return claim.refusal;
  if (claim?.state === 'repeated') return { response: claim.response, repeated: true };
  return { response, repeated: false };
}

/** What the audit says of a write. A repeat of it leaves no second entry: it changes nothing. */
export function entryOfWrite(
  { by, method, requestId }: RequestKey,
  subjectIds: readonly string[],
  kind: EntryKind = 'write',
): NewEntry {
  return { ...PLAIN, ...by, kind, method, requestId, subjectIds, occurredAt: new Date() };
}

/** A write that shares its commit with others: its request and answer, and the facts that happen by it. */
export interface GroupedWrite extends Claimant {
  readonly events: readonly RecordedEvent[];
  /** Ids of what it concerns, for who looks in the audit. */
  readonly about?: readonly string[];
}

/** What a write was answered. */
export interface Committed {
  /** The answer that is kept: of this commit, or of the first one with the same request. */
  readonly response: Uint8Array;
  readonly repeated: boolean;
}

export interface GroupedWritesOptions<Write> {
  readonly database: Database;
  readonly wakeup: Wakeup;
  /** Writes that may wait; one more is refused at once. */
  readonly longestQueue: number;
  /** What is stored of the digests of bodies; as they are, where no body holds personal data. */
  readonly keep?: DigestKeeper;
  /** Inserts the state of all writes, whose requests are new. */
  readonly insert: (writes: readonly Write[]) => Step;
  /** What to tell whoever sent the write by which `insert` failed; undefined for a fault or a bug. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}
