import type { Installation } from '@safe-community/domain-kit';
import { INSTALLATION_KIND, rows, toDate, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Reader } from '../consumer/checkpoint.ts';
import type { Operator } from '../outbox/operator.ts';

/** An event that could not be applied, as it is stored. */
export interface DeadLetter {
  readonly id: bigint;
  readonly reader: Reader;
  /** The event as it was received. Its epoch is empty when the letter is older than that column. */
  readonly envelope: Envelope;
  readonly state: LetterState;
  /** Why the last try failed. */
  readonly failure: string;
  readonly tries: number;
  readonly buriedAt: Date;
  readonly triedAt: Date;
  /** Absent while the letter waits. */
  readonly decision: LetterDecision | undefined;
}

export type LetterState = 'waiting' | 'redriven' | 'discarded';

/** Who decided on a letter, when and why. */
export interface LetterDecision extends Operator {
  readonly at: Date;
  /** Empty for a redrive. */
  readonly reason: string;
}

/** Stores an event that cannot be applied, with the reason. */
export async function addLetter(em: EntityManager, reader: Reader, event: Envelope, reason: string): Promise<void> {
  await rows(
    em,
    `insert into dead_letter
       (consumer, producer, partition, position, type, event_id, reason, body,
        epoch, subject, recorded_at, traceparent, is_test)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      reader.consumer,
      reader.producer,
      reader.partition,
      event.position,
      event.type,
      event.id,
      reason,
      Buffer.from(event.body),
      event.epoch,
      event.subject,
      event.recordedAt,
      event.traceparent,
      event.isTest,
    ],
  );
}

/** Class and code only: a message may quote values. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** Which letters of the service's own consumer are wanted. */
export interface LetterFilter {
  /** Absent: in any state. */
  readonly state?: LetterState;
  /** Empty: of any type. */
  readonly eventType: string;
}

/** Up to `most` letters after `after`, the oldest first. */
export async function listLetters(
  em: EntityManager,
  { state, eventType }: LetterFilter,
  after: bigint,
  most: number,
): Promise<DeadLetter[]> {
  const found = await rows<LetterRow>(
    em,
    `select ${COLUMNS} from dead_letter
     where id > $1 and ($2::text is null or state = $2) and ($3 = '' or type = $3)
     order by id limit $4`,
    [after, state ?? null, eventType, most],
  );
  return found.map(toDeadLetter);
}

export async function findLetter(em: EntityManager, id: bigint): Promise<DeadLetter | undefined> {
  const [found] = await rows<LetterRow>(em, `select ${COLUMNS} from dead_letter where id = $1`, [id]);
  return found && toDeadLetter(found);
}

/** Reads letters, in the order of their ids, and locks them until this transaction ends. */
export async function lockLetters(em: EntityManager, ids: readonly bigint[]): Promise<DeadLetter[]> {
  const found = await rows<LetterRow>(
    em,
    `select ${COLUMNS} from dead_letter where id = any ($1::bigint[]) order by id for update`,
    [ids],
  );
  return found.map(toDeadLetter);
}

/** As `lockLetters`: up to `most` waiting letters of a type after `after`. */
export async function lockWaiting(
  em: EntityManager,
  eventType: string,
  after: bigint,
  most: number,
): Promise<DeadLetter[]> {
  const found = await rows<LetterRow>(
    em,
    `select ${COLUMNS} from dead_letter
     where state = 'waiting' and type = $1 and id > $2 order by id limit $3 for update`,
    [eventType, after, most],
  );
  return found.map(toDeadLetter);
}

/** How many letters of a reader wait for a decision, and how many were discarded. */
export async function countLetters(
  em: EntityManager,
  { consumer, producer, partition }: Reader,
): Promise<{ waiting: number; discarded: number }> {
  const [row] = await rows<{ waiting: string; discarded: string }>(
    em,
    `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'discarded') as discarded
     from dead_letter where consumer = $1 and producer = $2 and partition = $3`,
    [consumer, producer, partition],
  );
  return { waiting: Number(row?.waiting), discarded: Number(row?.discarded) };
}

export async function markRedriven(em: EntityManager, id: bigint, { caller, actingUser }: Operator): Promise<void> {
  await rows(
    em,
    `update dead_letter
     set state = 'redriven', tries = tries + 1, tried_at = clock_timestamp(), decided_at = clock_timestamp(), caller = $2, acting_user = $3
     where id = $1`,
    [id, caller, actingUser],
  );
}

/** A letter whose event failed again waits on. */
export async function noteFailure(em: EntityManager, id: bigint, failure: string): Promise<void> {
  await rows(em, 'update dead_letter set reason = $2, tries = tries + 1, tried_at = now() where id = $1', [
    id,
    failure,
  ]);
}

/** Resolves to the time of the decision. */
export async function markDiscarded(
  em: EntityManager,
  id: bigint,
  { caller, actingUser }: Operator,
  reason: string,
): Promise<Date | undefined> {
  const [marked] = await rows<{ decided_at: string }>(
    em,
    `update dead_letter
     set state = 'discarded', decided_at = clock_timestamp(), caller = $2, acting_user = $3, decision_reason = $4
     where id = $1 returning decided_at`,
    [id, caller, actingUser, reason],
  );
  return marked && toDate(marked.decided_at);
}

const COLUMNS = `id, consumer, producer, partition, position, type, event_id, reason, body, buried_at,
  epoch, subject, recorded_at, traceparent, is_test,
  ${INSTALLATION_KIND} as installation, state, tries, tried_at, decided_at, caller, acting_user, decision_reason`;

interface LetterRow {
  readonly id: string;
  readonly consumer: string;
  readonly producer: string;
  readonly partition: number;
  readonly position: string;
  readonly type: string;
  readonly event_id: string;
  readonly reason: string;
  readonly body: Buffer;
  readonly buried_at: string;
  readonly epoch: string;
  readonly subject: string;
  readonly recorded_at: string;
  readonly traceparent: string;
  readonly is_test: boolean;
  readonly installation: Installation;
  readonly state: LetterState;
  readonly tries: number;
  readonly tried_at: string;
  readonly decided_at: string | null;
  readonly caller: string;
  readonly acting_user: string;
  readonly decision_reason: string;
}

function toDeadLetter(row: LetterRow): DeadLetter {
  const { consumer, producer, partition, epoch, type, subject, traceparent, is_test: isTest, body } = row;
  const position = BigInt(row.position);
  const recordedAt = toDate(row.recorded_at);
  return {
    id: BigInt(row.id),
    reader: { consumer, producer, partition },
    envelope: {
      producer,
      installation: row.installation,
      partition,
      position,
      epoch,
      id: row.event_id,
      type,
      subject,
      recordedAt,
      traceparent,
      isTest,
      body,
    },
    state: row.state,
    failure: row.reason,
    tries: row.tries,
    buriedAt: toDate(row.buried_at),
    triedAt: toDate(row.tried_at),
    decision: decisionOf(row),
  };
}

function decisionOf({ decided_at: at, caller, acting_user: actingUser, decision_reason: reason }: LetterRow) {
  return at === null ? undefined : { at: toDate(at), caller, actingUser, reason };
}
