import { prepared, rows, type EntityManager, type Prepared, type Step } from '@safe-community/database';
import type { StreamPlace } from '@safe-community/events';
import { PARTITION } from '../outbox/append.ts';

/** One reader of one producer's ledger. */
export interface Reader {
  /** The service that consumes: "statistics". */
  readonly consumer: string;
  /** The domain whose events it consumes: "incidents". */
  readonly producer: string;
  readonly partition: number;
}

/** Exactly how far a consumer is: all events up to `position` have had their effects, and no other has. */
export interface Checkpoint {
  /** Absent before the first event. */
  readonly epoch: string | undefined;
  readonly position: bigint;
  /** The event at `position`. Two ledgers with the same event there have the same events before it. */
  readonly eventId: string | undefined;
  /** Its place in the broker's stream: only a hint for the next start. */
  readonly place: StreamPlace | undefined;
  /** How often effects changed without it: dead letters were redriven, or all effects rebuilt. */
  readonly redriven: bigint;
}

interface CheckpointRow {
  readonly epoch: string | null;
  readonly position: string;
  readonly event_id: string | null;
  readonly stream_created: string;
  readonly stream_sequence: string;
  readonly redriven: string;
}

/** What others may read together with what they have counted: the positions of one moment. */
export const CHECKPOINT_ROWS = `(select consumer, producer, position from consumer_checkpoint where partition = ${PARTITION})`;

/** Without a lock. */
export async function readCheckpoint(em: EntityManager, reader: Reader): Promise<Checkpoint> {
  return (await select(em, reader, READ)) ?? NOTHING_APPLIED;
}

/** The checkpoint, and whether an operator requests a rebuild: true as well before the first event. */
export async function readProgress(em: EntityManager, reader: Reader): Promise<[Checkpoint, boolean]> {
  const [row] = await rows<CheckpointRow & { requested: boolean }>(em, READ_PROGRESS, keyOf(reader));
  return row === undefined ? [NOTHING_APPLIED, true] : [toCheckpoint(row), row.requested];
}

const NOTHING_APPLIED: Checkpoint = {
  epoch: undefined,
  position: 0n,
  eventId: undefined,
  place: undefined,
  redriven: 0n,
};

/** Reads the checkpoint and locks it until this transaction ends. */
export async function lockCheckpoint(em: EntityManager, reader: Reader): Promise<Checkpoint> {
  const locked = await select(em, reader, LOCK);
  if (locked !== undefined) return locked;
  await rows(
    em,
    `insert into consumer_checkpoint (consumer, producer, partition, position, stream_created, stream_sequence)
     values ($1, $2, $3, 0, '', 0) on conflict do nothing`,
    [reader.consumer, reader.producer, reader.partition],
  );
  return lockCheckpoint(em, reader);
}

const OF_READER = 'where consumer = $1 and producer = $2 and partition = $3';
const COLUMNS = 'epoch, position, event_id, stream_created, stream_sequence, redriven';

const READ = prepared(`select ${COLUMNS} from consumer_checkpoint ${OF_READER}`);

const READ_PROGRESS = prepared(`
  select ${COLUMNS}, exists (select from consumer_rebuild ${OF_READER} and done_at is null) as requested
  from consumer_checkpoint ${OF_READER}`);

/**
 * The commit that follows need not wait for the disk: when the server crashes before the write, effects and checkpoint
 * are lost together, and the events are read again from the older checkpoint.
 */
const LOCK = prepared(`
  select ${COLUMNS}, set_config('synchronous_commit', 'off', true) from consumer_checkpoint ${OF_READER} for update`);

async function select(em: EntityManager, reader: Reader, statement: Prepared): Promise<Checkpoint | undefined> {
  const [row] = await rows<CheckpointRow>(em, statement, keyOf(reader));
  return row && toCheckpoint(row);
}

function keyOf({ consumer, producer, partition }: Reader): unknown[] {
  return [consumer, producer, partition];
}

function toCheckpoint(row: CheckpointRow): Checkpoint {
  const place = { streamCreated: row.stream_created, sequence: Number(row.stream_sequence) };
  return {
    epoch: row.epoch ?? undefined,
    position: BigInt(row.position),
    eventId: row.event_id ?? undefined,
    place: row.stream_created === '' ? undefined : place,
    redriven: BigInt(row.redriven),
  };
}

/** Says to all replicas that effects changed, though the position may be the same. Locks the checkpoint. */
export async function countRedrive(em: EntityManager, { consumer, producer, partition }: Reader): Promise<void> {
  await rows(
    em,
    `update consumer_checkpoint set redriven = redriven + 1
     where consumer = $1 and producer = $2 and partition = $3`,
    [consumer, producer, partition],
  );
}

const MOVE = prepared(`
  update consumer_checkpoint
  set epoch = $4, position = $5, stream_created = $6, stream_sequence = $7, event_id = $8 ${OF_READER}`);

/** Moves the checkpoint, in the same transaction as the effects. */
export async function moveCheckpoint(em: EntityManager, reader: Reader, to: Checkpoint): Promise<void> {
  await rows(em, MOVE, columnsOf(reader, to));
}

/**
 * Moves the checkpoint if it is still where this process left it; otherwise the statement fails, and with it the
 * transaction. Like `lockCheckpoint`, it locks the checkpoint and does not wait for the disk.
 */
export function moveStep(reader: Reader, from: Checkpoint, to: Checkpoint): Step {
  const expected = [from.epoch ?? null, from.position, from.eventId ?? null];
  return { statement: MOVE_IF, values: [...columnsOf(reader, to), ...expected] };
}

const MOVE_IF = prepared(`
  with moved as (
    update consumer_checkpoint
    set epoch = $4, position = $5, stream_created = $6, stream_sequence = $7, event_id = $8 ${OF_READER}
      and epoch is not distinct from $9 and position = $10 and event_id is not distinct from $11
    returning set_config('synchronous_commit', 'off', true)
  )
  select 1 / count(*) as moved from moved`);

function columnsOf({ consumer, producer, partition }: Reader, to: Checkpoint): unknown[] {
  const { epoch = null, position, place, eventId = null } = to;
  return [consumer, producer, partition, epoch, position, place?.streamCreated ?? '', place?.sequence ?? 0, eventId];
}

/** The ledger has another epoch and the same event at the position: everything that was applied is in it. */
export async function adoptEpoch(
  em: EntityManager,
  reader: Reader,
  { position, eventId }: Checkpoint,
  epoch: string,
): Promise<void> {
  await rows(
    em,
    `update consumer_checkpoint set epoch = $4
     where consumer = $1 and producer = $2 and partition = $3 and position = $5 and event_id is not distinct from $6`,
    [reader.consumer, reader.producer, reader.partition, epoch, position, eventId ?? null],
  );
}
