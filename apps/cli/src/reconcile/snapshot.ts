import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { GetLedgerStateResponse } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { GetHeadResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { isCallError } from '../connection/failed-call.ts';
import type { OperatedService } from '../connection/operated-services.ts';
import { isKnown } from './is-known.ts';

/** The progress of one service. */
export interface ServiceSnapshot {
  /** "statistics" */
  readonly service: string;
  /** The domain of its ledger. */
  readonly producer: string;
  readonly head: GetHeadResponse;
  readonly state: GetLedgerStateResponse;
  readonly checkpoints: readonly ConsumerSnapshot[];
}

/** The progress of a consumer with one producer. */
export interface ConsumerSnapshot extends ConsumerCheckpoint {
  /** Whether the producer's ledger has the event at this position; true while the producer does not respond. */
  readonly isKnown: boolean;
}

/** The progress of all services, and the names of those that did not respond. */
export interface Snapshot {
  readonly services: readonly ServiceSnapshot[];
  readonly unreachable: readonly string[];
}

export async function takeSnapshot(services: readonly OperatedService[]): Promise<Snapshot> {
  // Checkpoints before heads, so that a consumer never seems to be ahead.
  const checkpoints = await Promise.all(services.map(({ consumer }) => orUnreachable(consumer.getCheckpoints({}))));
  const heads = await Promise.all(services.map((service) => headOf(service)));
  const known = (checkpoint: ConsumerCheckpoint): Promise<ConsumerSnapshot> => withKnown(checkpoint, services, heads);
  const snapshots = services.map(async ({ name: service, producer }, index) => {
    const [ledger, consumed] = [heads[index], checkpoints[index]];
    if (ledger === undefined || consumed === undefined) return service;
    return { service, producer, ...ledger, checkpoints: await Promise.all(consumed.checkpoints.map(known)) };
  });
  const found = await Promise.all(snapshots);
  return {
    services: found.filter((snapshot) => typeof snapshot !== 'string'),
    unreachable: found.filter((snapshot) => typeof snapshot === 'string'),
  };
}

type LedgerSnapshot = Pick<ServiceSnapshot, 'head' | 'state'>;

async function headOf({ ledger, operator }: OperatedService): Promise<LedgerSnapshot | undefined> {
  const state = await orUnreachable(operator.getLedgerState({ partition: 0 }));
  const head = await orUnreachable(ledger.getHead({ partition: 0 }));
  return state && head && { state, head };
}

async function withKnown(
  checkpoint: ConsumerCheckpoint,
  services: readonly OperatedService[],
  heads: readonly (LedgerSnapshot | undefined)[],
): Promise<ConsumerSnapshot> {
  const index = services.findIndex(({ producer }) => producer === checkpoint.producer);
  const [service, snapshot] = [services[index], heads[index]];
  if (service === undefined || snapshot === undefined) return { ...checkpoint, isKnown: true };
  return { ...checkpoint, isKnown: (await orUnreachable(isKnown(service, snapshot.head, checkpoint))) ?? true };
}

/** Undefined when the service does not respond: it may be starting. */
async function orUnreachable<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isCallError(error) && UNREACHABLE.has(error.status)) return undefined;
    throw error;
  }
}

const UNREACHABLE: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED']);
