import {
  LedgerServiceService,
  type GetHeadResponse,
  type ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { Database } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { refuseInvalid, serve, type CallContext, type ServedService, type Violation } from '@safe-community/grpc-kit';
import { PARTITION } from './append.ts';
import { followLedger, ledgerHead } from './follow-ledger.ts';
import { isWithheld, toResponse, withheld, type Sensitivity } from './ledger-event-message.ts';
import { LAST_POSITION } from './stored-event.ts';

const POSITION_RULE = `must be from 1 to ${LAST_POSITION}`;

/**
 * The door to this service's ledger, for consumers that missed something and for other systems.
 *
 * @param sensitivity which events some are told of only by their positions; absent: none.
 */
export function ledgerService(database: Database, producer: string, sensitivity?: Sensitivity): ServedService {
  return serve(LedgerServiceService, {
    readEvents: (request, call) => stream(database, producer, request, call, sensitivity),
    getHead: async ({ partition }): Promise<GetHeadResponse> => {
      refuseInvalid(partitionViolations(partition));
      const { epoch, first, head, published } = await ledgerHead(database.em.fork());
      return { epoch, headPosition: head, publishedPosition: published, firstPosition: first };
    },
  });
}

async function* stream(
  database: Database,
  producer: string,
  request: ReadEventsRequest,
  call: CallContext,
  sensitivity: Sensitivity | undefined,
): AsyncGenerator<ReadEventsResponse> {
  refuseInvalid([...partitionViolations(request.partition), ...rangeViolations(request)]);
  const { eventTypes, follow, fromPosition: from, toPosition } = request;
  const to = toPosition === 0n ? LAST_POSITION : toPosition;
  for await (const event of followLedger(database, producer, { from, to, follow }, call)) {
    if (isWithheld(event, call, sensitivity)) yield withheld(event);
    else if (isWanted(event, eventTypes)) yield toResponse(event);
  }
}

function isWanted(event: Envelope, types: readonly string[]): boolean {
  return types.length === 0 || types.includes(event.type);
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
