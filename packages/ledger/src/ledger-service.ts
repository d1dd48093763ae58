import {
  LedgerServiceService,
  type GetHeadResponse,
  type ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { Database } from '@safe-community/database';
import { type Envelope, pause, toHeaders } from '@safe-community/events';
import {
  Refusal,
  refuseInvalid,
  serve,
  unavailable,
  type CallContext,
  type ServedService,
  type Violation,
} from '@safe-community/grpc-kit';
import { PARTITION } from './append.ts';
import { headOf, readEvents } from './stored-event.ts';

const PAGE = 500;
const FOLLOW_POLL_MS = 200;
/** The largest number that the database holds. */
const LAST_POSITION = 2n ** 63n - 1n;
const POSITION_RULE = `must be from 1 to ${LAST_POSITION}`;

/** The door to this service's ledger, for consumers that missed something and for other systems. */
export function ledgerService(database: Database, producer: string): ServedService {
  return serve(LedgerServiceService, {
    readEvents: (request, call) => stream(database, producer, request, call),
    getHead: async ({ partition }): Promise<GetHeadResponse> => {
      refuseInvalid(partitionViolations(partition));
      const { epoch, head, published } = await headOf(database.em.fork(), PARTITION);
      return { epoch, headPosition: head, publishedPosition: published };
    },
  });
}

async function* stream(
  database: Database,
  producer: string,
  request: ReadEventsRequest,
  { signal, draining }: CallContext,
): AsyncGenerator<ReadEventsResponse> {
  refuseInvalid([...partitionViolations(request.partition), ...rangeViolations(request)]);
  const { epoch, head } = await headOf(database.em.fork(), PARTITION);
  const bound = request.toPosition === 0n ? LAST_POSITION : request.toPosition;
  const to = request.follow ? bound : lesser(bound, head);
  let from = request.fromPosition;
  while (!signal.aborted && from <= to) {
    const page = await readEvents(database.em.fork(), { producer, epoch, partition: PARTITION, from, to }, PAGE);
    refuseForgotten(from, head, page[0]);
    for (const event of page) if (isWanted(event, request.eventTypes)) yield toResponse(event);
    from = (page.at(-1)?.position ?? from - 1n) + 1n;
    if (page.length < PAGE) {
      if (!request.follow) return;
      if (draining.aborted) throw unavailable('the service stops: follow on from the next position');
      await pause(FOLLOW_POLL_MS, signal);
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

/** The ledger has no gaps, so one at the beginning of a page means that what was there is no longer kept. */
function refuseForgotten(from: bigint, head: bigint, first: Envelope | undefined): void {
  if (first === undefined ? from > head : first.position === from) return;
  const kept = first === undefined ? 'no event is kept' : `the oldest event kept has position ${first.position}`;
  throw new Refusal('out-of-range', kept, { reason: 'POSITION_FORGOTTEN' });
}

function partitionViolations(partition: number): Violation[] {
  return partition === PARTITION ? [] : [{ field: 'partition', rule: 'must be 0, the only partition' }];
}

function rangeViolations({ fromPosition: from, toPosition: to }: ReadEventsRequest): Violation[] {
  const violations: Violation[] = [];
  if (from < 1n || from > LAST_POSITION) violations.push({ field: 'from_position', rule: POSITION_RULE });
  if (to > LAST_POSITION) violations.push({ field: 'to_position', rule: POSITION_RULE });
  if (to !== 0n && to < from) violations.push({ field: 'to_position', rule: 'must not be before from_position' });
  return violations;
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
