import { INSTALLATION_KIND, prepared, rows, toDate, type EntityManager } from '@safe-community/database';
import type { Installation } from '@safe-community/domain-kit';
import type { Envelope } from '@safe-community/events';

/** An event as a table of the ledger holds it. */
export interface EventRow {
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly recorded_at: string;
  readonly traceparent: string;
  readonly is_test: boolean;
  readonly installation: Installation;
  readonly body: Buffer;
}

/** The largest position that the database holds. */
export const LAST_POSITION = 2n ** 63n - 1n;

/** A stretch of the ledger, both ends included; `to` absent for no bound. At most `LAST_POSITION`. */
export interface Stretch {
  readonly producer: string;
  readonly epoch: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to?: bigint;
}

const EVENTS = prepared(`
  with kept as (
    select greatest($2::bigint, position + 1) as first from ledger_pruned where partition = $1
  )
  select position, event_id, type, subject, recorded_at, traceparent, is_test, body,
    ${INSTALLATION_KIND} as installation
  from ledger_event
  where partition = $1 and position between (select first from kept)
    and (select least(first - 1, $3::bigint - $4::integer) + $4::integer from kept)
  order by position`);

/**
 * Reads up to `most` committed events of a stretch, in order, from the first one that is still kept. The statement
 * names both ends of what it reads, since a ledger has no gaps: with old statistics the planner would otherwise sort the
 * whole backlog again for each page. They are subqueries, not a join, from which it expects a ninth of the table: of a
 * million events it would scan all for each page.
 */
export async function readEvents(em: EntityManager, stretch: Stretch, most: number): Promise<Envelope[]> {
  const values = [stretch.partition, stretch.from, stretch.to ?? LAST_POSITION, most];
  const found = await rows<EventRow>(em, EVENTS, values);
  return found.map((row) => toEnvelope(row, stretch));
}

/** @param ledger the ledger of the row. */
export function toEnvelope(
  row: EventRow,
  { producer, epoch, partition }: Pick<Envelope, 'producer' | 'epoch' | 'partition'>,
): Envelope {
  return {
    producer,
    installation: row.installation,
    epoch,
    partition,
    position: BigInt(row.position),
    id: row.event_id,
    type: row.type,
    subject: row.subject,
    recordedAt: toDate(row.recorded_at),
    traceparent: row.traceparent,
    isTest: row.is_test,
    body: row.body,
  };
}

/** How far a ledger is. */
export interface LedgerHead {
  readonly epoch: string;
  readonly head: bigint;
  readonly published: bigint;
  /** Position of the oldest event that is still kept; one beyond the head when none is. */
  readonly first: bigint;
  /** The stream holds events that this ledger does not have: nothing is published until a new epoch begins. */
  readonly forked: boolean;
}

const HEAD = prepared(`
  select e.epoch, forked, h.position as head, m.position as published, p.position as pruned
  from ledger_epoch e, ledger_head h join ledger_mark m using (partition) join ledger_pruned p using (partition)
  where h.partition = $1`);

/** Throws when the database is not migrated. */
export async function headOf(em: EntityManager, partition: number): Promise<LedgerHead> {
  const [row] = await rows<HeadRow>(em, HEAD, [partition]);
  if (row === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  const { epoch, forked, head, published, pruned } = row;
  return { epoch, forked, head: BigInt(head), published: BigInt(published), first: BigInt(pruned) + 1n };
}

interface HeadRow {
  readonly epoch: string;
  readonly forked: boolean;
  readonly head: string;
  readonly published: string;
  readonly pruned: string;
}

/**
 * Which of these events the ledger has at their positions. Events at pruned positions count as known: they were old and
 * published.
 */
export async function knownEvents(em: EntityManager, events: readonly Envelope[]): Promise<Set<Envelope>> {
  const found = await rows<{ event_id: string }>(
    em,
    `select asked.event_id
     from unnest($1::smallint[], $2::bigint[], $3::uuid[]) as asked (partition, position, event_id)
       join ledger_pruned p on p.partition = asked.partition
       left join ledger_event e on e.partition = asked.partition and e.position = asked.position
         and e.event_id = asked.event_id
     where e.event_id is not null or asked.position <= p.position`,
    [events.map(({ partition }) => partition), events.map(({ position }) => position), events.map(({ id }) => id)],
  );
  const ids = new Set(found.map(({ event_id }) => event_id));
  return new Set(events.filter(({ id }) => ids.has(id)));
}
