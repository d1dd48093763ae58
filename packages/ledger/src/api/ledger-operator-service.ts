import {
  BeginEpochResponse,
  LedgerOperatorServiceService,
  type BeginEpochRequest,
  type GetLedgerStateRequest,
  type GetLedgerStateResponse,
  type ListLostEventsRequest,
  type ListLostEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { Database } from '@safe-community/database';
import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { beginEpoch } from '../outbox/epoch.ts';
import { ledgerHead } from './follow-ledger.ts';
import { isWithheld, toResponse, withheld, type Sensitivity } from './ledger-event-message.ts';
import { listLostEvents } from './lost-events.ts';
import { reasonViolations, requestIdViolations, unless } from './operator-requests.ts';
import { requestKey } from '../outbox/idempotency-keys.ts';
import { countSetAside, setAsidePositions } from '../relay/quarantine.ts';
import type { UnitOfWork } from '../outbox/unit-of-work.ts';

export interface LedgerOperatorPorts {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  /** The domain of the service. */
  readonly producer: string;
  /** Which events some are told of only by their positions; undefined: none. */
  readonly sensitivity: Sensitivity | undefined;
  readonly logger: Logger;
}

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;
const MOST_SET_ASIDE = 100;

/** The door to this service's ledger for those who look after it. */
export function ledgerOperatorService(ports: LedgerOperatorPorts): ServedService {
  return serve(LedgerOperatorServiceService, {
    getLedgerState: (request) => state(ports, request),
    beginEpoch: (request, call) => begin(ports, request, call),
    listLostEvents: (request, call) => list(ports, request, call),
  });
}

async function state(
  { database }: LedgerOperatorPorts,
  { partition }: GetLedgerStateRequest,
): Promise<GetLedgerStateResponse> {
  refuseInvalid(unless(partition === PARTITION, 'partition', 'must be 0, the only partition'));
  const em = database.em.fork();
  const { epoch, forked } = await ledgerHead(em);
  const setAsideEvents = BigInt(await countSetAside(em));
  return { epoch, needsEpoch: forked, setAsideEvents, setAsidePositions: await setAsidePositions(em, MOST_SET_ASIDE) };
}

/** The relay of whichever replica holds the lease notices by itself. */
async function begin(
  { unitOfWork, producer, logger }: LedgerOperatorPorts,
  { requestId, reason }: BeginEpochRequest,
  call: CallContext,
): Promise<BeginEpochResponse> {
  const { actingUser, caller } = call;
  refuseInvalid([...requestIdViolations(requestId), ...reasonViolations(reason)]);
  return unitOfWork.run(requestKey(call, requestId), BeginEpochResponse, async (em) => {
    const decider = { caller: caller.name, actingUser };
    const { epoch, formerEpoch, head } = await beginEpoch(em, decider, reason);
    logger.warn('another epoch of the ledger begins', { producer, epoch, position: head, caller: caller.name });
    return { response: { epoch, formerEpoch, headPosition: head }, events: [] };
  });
}

async function list(
  { database, producer, sensitivity }: LedgerOperatorPorts,
  request: ListLostEventsRequest,
  call: CallContext,
): Promise<ListLostEventsResponse> {
  refuseInvalid(listViolations(request));
  const size = request.pageSize === 0 ? DEFAULT_PAGE : request.pageSize;
  const after = BigInt(request.pageToken === '' ? 0 : request.pageToken);
  // One more than asked for tells whether there is a next page.
  const found = await listLostEvents(database.em.fork(), producer, after, size + 1);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    lostEvents: page.map(({ envelope }) =>
      isWithheld(envelope, call, sensitivity) ? withheld(envelope) : toResponse(envelope),
    ),
    nextPageToken: last === undefined ? '' : String(last.id),
  };
}

function listViolations({ pageSize, pageToken }: ListLostEventsRequest): Violation[] {
  return [
    ...unless(pageSize <= LARGEST_PAGE, 'page_size', `must be at most ${LARGEST_PAGE}`),
    ...unless(/^([1-9]\d{0,17})?$/.test(pageToken), 'page_token', 'must be a next_page_token of an answer'),
  ];
}
