import { setTimeout as sleep } from 'node:timers/promises';
import {
  LedgerServiceService,
  type GetHeadResponse,
  type ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { rows, type Database } from '@safe-community/database';
import { toHeaders, type Envelope } from '@safe-community/events';
import { Refusal, refuseInvalid, serve, type ServedService, type Violation } from '@safe-community/grpc-kit';
import { PARTITION } from './append.ts';
import { readEvents, readHead, type LedgerHead } from './stored-event.ts';

const PAGE = 500;
const FOLLOW_POLL_MS = 200;

/** The door to this service's ledger, for consumers that missed something and for other systems. */
export function ledgerService(database: Database, producer: string): ServedService {
  return serve(LedgerServiceService, {
    readEvents: (request, call) => stream(database, producer, request, call.signal),
    getHead: async ({ partition }): Promise<GetHeadResponse> => {
      refuseInvalid(partitionViolations(partition));
      const { epoch, head, published } = await headOf(database);
      return { epoch, headPosition: head, publishedPosition: published };
    },
  });
}

async function* stream(
  database: Database,
  producer: string,
  request: ReadEventsRequest,
  signal: AbortSignal,
): AsyncGenerator<ReadEventsResponse> {
  refuseInvalid([...partitionViolations(request.partition), ...positionViolations(request.fromPosition)]);
  const { epoch, head } = await headOf(database);
  await refuseForgotten(database, request.fromPosition);
  const bound = request.toPosition === 0n ? undefined : request.toPosition;
  const to = request.follow ? bound : lesser(bound ?? head, head);
  let from = request.fromPosition;
  while (!signal.aborted && (to === undefined || from <= to)) {
    const stretch = { producer, epoch, partition: PARTITION, from, ...(to === undefined ? {} : { to }) };
    const page = await readEvents(database.em.fork(), stretch, PAGE);
    for (const event of page) if (isWanted(event, request.eventTypes)) yield toResponse(event);
    from = (page.at(-1)?.position ?? from - 1n) + 1n;
    if (page.length < PAGE) {
      if (!request.follow) return;
      await sleep(FOLLOW_POLL_MS);
    }
  }
}

function toResponse(event: Envelope): ReadEventsResponse {
  return {
    epoch: event.epoch,
    event: {
      partition: event.partition,
      position: event.position,
      eventId: event.id,
      eventType: event.type,
      subject: event.subject,
      recordedTime: event.recordedAt,
      headers: toHeaders(event),
      body: Buffer.from(event.body),
    },
  };
}

function isWanted(event: Envelope, types: readonly string[]): boolean {
  return types.length === 0 || types.includes(event.type);
}

async function headOf(database: Database): Promise<LedgerHead> {
  const head = await readHead(database.em.fork(), PARTITION);
  if (head === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  return head;
}

async function refuseForgotten(database: Database, from: bigint): Promise<void> {
  const [oldest] = await rows<{ position: string | null }>(
    database.em.fork(),
    'select min(position) as position from ledger_event where partition = $1',
    [PARTITION],
  );
  if (oldest?.position == null || from >= BigInt(oldest.position)) return;
  throw new Refusal('out-of-range', `the oldest event kept has position ${oldest.position}`, {
    reason: 'POSITION_FORGOTTEN',
  });
}

function partitionViolations(partition: number): Violation[] {
  return partition === PARTITION ? [] : [{ field: 'partition', rule: 'must be 0, the only partition' }];
}

function positionViolations(position: bigint): Violation[] {
  return position > 0n ? [] : [{ field: 'from_position', rule: 'must be at least 1' }];
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
