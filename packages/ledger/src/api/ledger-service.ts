import {
  LedgerServiceService,
  type GetHeadResponse,
  type ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { Database } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import { PARTITION } from '../outbox/append.ts';
import { followLedger, ledgerHead } from './follow-ledger.ts';
import { isWithheld, passedOver, toResponse, withheld, type Sensitivity } from './ledger-event-message.ts';
import { LAST_POSITION } from '../outbox/stored-event.ts';
import { USUAL_PASSING_OVER, wantedEvents, type PassingOver } from './wanted-events.ts';

const POSITION_RULE = `must be from 1 to ${LAST_POSITION}`;

/**
 * The door to this service's ledger, for consumers that missed something and for other systems.
 *
 * @param sensitivity which events some are told of only by their positions; absent: none.
 * @param passingOver how much is read for who wants little of it.
 */
export function ledgerService(
  database: Database,
  producer: string,
  sensitivity?: Sensitivity,
  passingOver = USUAL_PASSING_OVER,
): ServedService {
  return serve(LedgerServiceService, {
    readEvents: (request, call) => stream({ database, producer, sensitivity, passingOver }, request, call),
    getHead: async ({ partition }): Promise<GetHeadResponse> => {
      refuseInvalid(partitionViolations(partition));
      const { epoch, first, head, published } = await ledgerHead(database.em.fork());
      return { epoch, headPosition: head, publishedPosition: published, firstPosition: first };
    },
  });
}

interface ReadLedger {
  readonly database: Database;
  readonly producer: string;
  readonly sensitivity: Sensitivity | undefined;
  readonly passingOver: PassingOver;
}

async function* stream(
  { database, producer, sensitivity, passingOver }: ReadLedger,
  request: ReadEventsRequest,
  call: CallContext,
): AsyncGenerator<ReadEventsResponse> {
  refuseInvalid([...partitionViolations(request.partition), ...rangeViolations(request)]);
  const { eventTypes, follow, fromPosition: from, toPosition } = request;
  const to = toPosition === 0n ? LAST_POSITION : toPosition;
  const { head } = await ledgerHead(database.em.fork());
  const events = followLedger(database, producer, { from, to, follow }, call);
  // What is withheld is told in any case: that it is of another type would tell what it is not.
  const hidden = (event: Envelope): boolean => isWithheld(event, call, sensitivity);
  const last = to < head ? to : head;
  const isTold = (event: Envelope): boolean => isWanted(event, eventTypes) || hidden(event);
  for await (const { event, isPassedOver } of wantedEvents(events, isTold, last, passingOver)) {
    if (isPassedOver) yield passedOver(event);
    else yield hidden(event) ? withheld(event) : toResponse(event);
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
