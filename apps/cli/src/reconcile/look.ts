import { status } from '@grpc/grpc-js';
import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { GetLedgerStateResponse } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { GetHeadResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CallError } from '../connection/call-error.ts';
import type { OperatedService } from '../connection/operated-services.ts';
import { isKnown } from './is-known.ts';

/** How far a service is, at one look. */
export interface ServiceLook {
  /** "statistics" */
  readonly service: string;
  /** The domain of its ledger. */
  readonly producer: string;
  readonly head: GetHeadResponse;
  readonly state: GetLedgerStateResponse;
  /** None when it hears nobody. */
  readonly checkpoints: readonly HeardLook[];
}

/** How far a service is with one that it hears. */
export interface HeardLook extends ConsumerCheckpoint {
  /** Whether the producer's ledger has the event at this position; true while the producer does not answer. */
  readonly isKnown: boolean;
}

/** All services at one look; those that did not answer by their names only. */
export interface Look {
  readonly services: readonly ServiceLook[];
  readonly silent: readonly string[];
}

export async function lookAt(services: readonly OperatedService[]): Promise<Look> {
  // Checkpoints before heads: who hears must never seem to be ahead.
  const checkpoints = await Promise.all(services.map(({ hearing }) => orSilent(hearing?.consumer.getCheckpoints({}))));
  const heads = await Promise.all(services.map((service) => headOf(service)));
  const known = (checkpoint: ConsumerCheckpoint): Promise<HeardLook> => withKnown(checkpoint, services, heads);
  const looks = services.map(async ({ name: service, producer, hearing }, index) => {
    const [ledger, heard] = [heads[index], checkpoints[index]];
    if (ledger === undefined || (hearing !== undefined && heard === undefined)) return service;
    return { service, producer, ...ledger, checkpoints: await Promise.all((heard?.checkpoints ?? []).map(known)) };
  });
  const found = await Promise.all(looks);
  return {
    services: found.filter((look) => typeof look !== 'string'),
    silent: found.filter((look) => typeof look === 'string'),
  };
}

type LedgerLook = Pick<ServiceLook, 'head' | 'state'>;

async function headOf({ ledger, operator }: OperatedService): Promise<LedgerLook | undefined> {
  const state = await orSilent(operator.getLedgerState({ partition: 0 }));
  const head = await orSilent(ledger.getHead({ partition: 0 }));
  return state && head && { state, head };
}

async function withKnown(
  checkpoint: ConsumerCheckpoint,
  services: readonly OperatedService[],
  heads: readonly (LedgerLook | undefined)[],
): Promise<HeardLook> {
  const index = services.findIndex(({ producer }) => producer === checkpoint.producer);
  const [service, look] = [services[index], heads[index]];
  if (service === undefined || look === undefined) return { ...checkpoint, isKnown: true };
  return { ...checkpoint, isKnown: (await orSilent(isKnown(service, look.head, checkpoint))) ?? true };
}

/** Undefined when the service does not answer: it may be starting. */
async function orSilent<Answer>(call: Promise<Answer> | undefined): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallError && SILENCE.has(error.code)) return undefined;
    throw error;
  }
}

const SILENCE: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);
