import {
  LedgerOperatorServiceService,
  ListLostEventsRequest,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { LedgerServiceService, type ReadEventsRequest } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import type { Envelope } from '@safe-community/events';
import { nextPageToken, pageOf, readListPage, toBigInt } from '@safe-community/grpc-kit';
import {
  countQuarantined,
  followLedger,
  LAST_POSITION,
  ledgerHead,
  listLostEvents,
  PARTITION,
  quarantinedPositions,
  USUAL_SKIPPING,
  wantedEvents,
  type Sensitivity,
  type Skipping,
} from '@safe-community/ledger';
import { given } from '../../module/given.ts';
import type { Rpc } from '../../module/rpc.ts';
import { isWithheld, skipped, toResponse, withheld } from './ledger.mapping.ts';

const { streamQuery, query } = given<ServedLedger>();

/** The ledger that a service serves. */
export interface ServedLedger {
  /** The domain of the service. */
  readonly producer: string;
  /** Which events some readers get without their content; absent: none. */
  readonly sensitivity?: Sensitivity | undefined;
  /** How many events are read for a caller that wants few of them. */
  readonly skipping?: Skipping;
}

const MAX_QUARANTINED = 100;

/** For consumers that missed events, and for other systems. */
const readEvents = streamQuery(LedgerServiceService.readEvents, {
  parse({ request, fields, call, deps: { sensitivity } }) {
    fields.check([...checkPartition(request.partition), ...checkRange(request)]);
    return { request, isHidden: (event: Envelope) => isWithheld(event, call, sensitivity) };
  },
  async read({ query: { request, isHidden }, call, database, deps: { producer, skipping = USUAL_SKIPPING } }) {
    const { eventTypes, follow, fromPosition: from, toPosition } = request;
    const to = toPosition === 0n ? LAST_POSITION : toPosition;
    const { head } = await ledgerHead(database.em.fork());
    const events = followLedger(database, producer, { from, to, follow }, call);
    // A withheld event is sent whatever its type: to leave it out would reveal which types it does not have.
    const isSent = (event: Envelope): boolean =>
      eventTypes.length === 0 || eventTypes.includes(event.type) || isHidden(event);
    return wantedEvents(events, isSent, to < head ? to : head, skipping);
  },
  reply({ found: { event, isSkipped }, query: { isHidden } }) {
    if (isSkipped) return skipped(event);
    return isHidden(event) ? withheld(event) : toResponse(event);
  },
});

const getHead = query(LedgerServiceService.getHead, {
  parse: ({ request: { partition }, fields }) => fields.check(checkPartition(partition)),
  read: ({ database }) => ledgerHead(database.em.fork()),
  reply: ({ found: { epoch, first, head, published } }) => ({
    epoch,
    headPosition: head,
    publishedPosition: published,
    firstPosition: first,
  }),
});

const getLedgerState = query(LedgerOperatorServiceService.getLedgerState, {
  parse: ({ request: { partition }, fields }) => fields.check(checkPartition(partition)),
  async read({ database }) {
    const em = database.em.fork();
    return {
      head: await ledgerHead(em),
      quarantined: await countQuarantined(em),
      positions: await quarantinedPositions(em, MAX_QUARANTINED),
    };
  },
  reply: ({
    found: {
      head: { epoch, forked },
      quarantined,
      positions,
    },
  }) => ({
    epoch,
    needsEpoch: forked,
    setAsideEvents: BigInt(quarantined),
    setAsidePositions: positions,
  }),
});

/** Events that the stream held and the restored ledger does not. */
const listLost = query(LedgerOperatorServiceService.listLostEvents, {
  parse: ({ request, fields }) => readListPage(request, fields, ListLostEventsRequest, toBigInt),
  async read({ query: { size, place: after = 0n }, call, database, deps: { producer } }) {
    const found = await listLostEvents(database.em.fork(), producer, after, size + 1);
    return { ...pageOf(found, size), call };
  },
  reply: ({ found: { page, last, call }, query: list, deps: { sensitivity } }) => ({
    lostEvents: page.map(({ envelope }) =>
      isWithheld(envelope, call, sensitivity) ? withheld(envelope) : toResponse(envelope),
    ),
    nextPageToken: nextPageToken(list, last?.id),
  }),
});

function checkPartition(partition: number): Violation[] {
  return unless(partition === PARTITION, 'partition', 'must be 0, the only partition');
}

const POSITION_RULE = `must be from 1 to ${LAST_POSITION}`;

function checkRange({ fromPosition: from, toPosition: to }: ReadEventsRequest): Violation[] {
  return [
    ...unless(from >= 1n && from <= LAST_POSITION, 'from_position', POSITION_RULE),
    ...unless(to <= LAST_POSITION, 'to_position', POSITION_RULE),
    ...unless(to === 0n || to >= from, 'to_position', 'must not be before from_position'),
  ];
}

export const LEDGER_QUERIES: readonly Rpc<ServedLedger>[] = [readEvents, getHead, getLedgerState, listLost];
