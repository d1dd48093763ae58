import { rows, type EntityManager, toDate } from '@safe-community/database';
import type { Reader } from '../consumer/checkpoint.ts';
import type { Envelope } from '@safe-community/events';

/** Which letters of a service's own consumer are wanted. */
export interface LetterFilter {
  /** Absent: in any state. */
  readonly state?: DeadLetterState;
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
    `select ${LETTER_COLUMNS} from dead_letter
     where id > $1 and ($2::text is null or state = $2) and ($3 = '' or type = $3)
     order by id limit $4`,
    [after, state ?? null, eventType, most],
  );
  return found.map(toDeadLetter);
}

export async function findLetter(em: EntityManager, id: bigint): Promise<DeadLetter | undefined> {
  const [found] = await rows<LetterRow>(em, `select ${LETTER_COLUMNS} from dead_letter where id = $1`, [id]);
  return found && toDeadLetter(found);
}

/** Reads letters so that nobody else decides on them before this transaction ends; in the order of their ids. */
export async function lockLetters(em: EntityManager, ids: readonly bigint[]): Promise<DeadLetter[]> {
  const found = await rows<LetterRow>(
    em,
    `select ${LETTER_COLUMNS} from dead_letter where id = any ($1::bigint[]) order by id for update`,
    [ids],
  );
  return found.map(toDeadLetter);
}

/** As `lockLetters`: up to `most` waiting ones of a type after `after`. */
export async function lockWaiting(
  em: EntityManager,
  eventType: string,
  after: bigint,
  most: number,
): Promise<DeadLetter[]> {
  const found = await rows<LetterRow>(
    em,
    `select ${LETTER_COLUMNS} from dead_letter
     where state = 'waiting' and type = $1 and id > $2 order by id limit $3 for update`,
    [eventType, after, most],
  );
  return found.map(toDeadLetter);
}

/** How many letters of a reader wait for somebody, and how many were given up. */
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

/** An event that could not be applied, as it is kept. */
export interface DeadLetter {
  readonly id: bigint;
  readonly reader: Reader;
  /** The event as it was heard; its epoch is empty when the letter is older than that column. */
  readonly envelope: Envelope;
  readonly state: DeadLetterState;
  /** Why it could not be applied the last time. */
  readonly failure: string;
  readonly tries: number;
  readonly buriedAt: Date;
  readonly triedAt: Date;
  /** Absent while it waits. */
  readonly decision: Decision | undefined;
}

export type DeadLetterState = 'waiting' | 'redriven' | 'discarded';

/** What became of a letter, and by whom. */
export interface Decision extends Decider {
  readonly at: Date;
  /** Empty for a redrive. */
  readonly reason: string;
}

/** The calling system and the person there. */
export interface Decider {
  readonly caller: string;
  readonly actingUser: string;
}

/** Puts an event that cannot be applied aside, with the reason; the ones after it flow on. */
export async function buryEvent(em: EntityManager, reader: Reader, event: Envelope, reason: string): Promise<void> {
  await rows(
    em,
    `insert into dead_letter
       (consumer, producer, partition, position, type, event_id, reason, body,
        epoch, subject, recorded_at, traceparent, synthetic)
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
      event.synthetic,
    ],
  );
}

/** Class and code only: a message may quote values. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** All columns of a letter, for `toDeadLetter`. */
export const LETTER_COLUMNS = `id, consumer, producer, partition, position, type, event_id, reason, body, buried_at,
  coalesce(epoch::text, '') as epoch, subject, recorded_at, traceparent, synthetic,
  state, tries, tried_at, decided_at, caller, acting_user, decision_reason`;

export interface LetterRow {
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
  readonly synthetic: boolean;
  readonly state: DeadLetterState;
  readonly tries: number;
  readonly tried_at: string;
  readonly decided_at: string | null;
  readonly caller: string;
  readonly acting_user: string;
  readonly decision_reason: string;
}

export function toDeadLetter(row: LetterRow): DeadLetter {
  const { consumer, producer, partition, epoch, type, subject, traceparent, synthetic, body } = row;
  const position = BigInt(row.position);
  const recordedAt = toDate(row.recorded_at);
  return {
    id: BigInt(row.id),
    reader: { consumer, producer, partition },
    envelope: {
      producer,
      partition,
      position,
      epoch,
      id: row.event_id,
      type,
      subject,
      recordedAt,
      traceparent,
      synthetic,
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
