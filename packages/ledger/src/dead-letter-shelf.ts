import { rows, type EntityManager } from '@safe-community/database';
import type { Reader } from './checkpoint.ts';
import { LETTER_COLUMNS, toDeadLetter, type DeadLetter, type DeadLetterState, type LetterRow } from './dead-letter.ts';

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
