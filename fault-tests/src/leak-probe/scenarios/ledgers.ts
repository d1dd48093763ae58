import { ConsumerServiceService as Consumers } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import {
  DeadLetterServiceService as DeadLetters,
  DeadLetterState,
  ListDeadLettersRequest,
  RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import {
  LedgerOperatorServiceService as Operators,
  ListLostEventsRequest,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import {
  LedgerServiceService as Ledgers,
  ReadEventsRequest,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { until } from '../../until.ts';
import { plantEvent } from '../../system/plant-event.ts';
import type { System } from '../../system/system.ts';
import { OFFICIAL } from '../canaries.ts';
import type { ProbeContext } from '../probe-context.ts';

const TIMEOUT_MS = 30_000;

/** Operator methods: ledger state, a new epoch, a rebuild, and a discarded dead letter. */
export async function runLedgersScenario(context: ProbeContext, system: System): Promise<void> {
  const { probe, random } = context;
  for (const service of system.services) {
    const { headPosition } = await probe.ask(Ledgers.getHead, { partition: 0 }, service);
    if (headPosition === 0n) continue;
    await probe.receive(Ledgers.readEvents, ReadEventsRequest.fromPartial({ fromPosition: headPosition }), 1, service);
    await probe.ask(Operators.getLedgerState, { partition: 0 }, service);
  }
  const order = () => ({ requestId: random.uuid(), reason: OFFICIAL.ground });
  // The service with the fewest consumed events.
  await probe.ask(Operators.beginEpoch, order(), system.cameras);
  await probe.ask(Operators.listLostEvents, ListLostEventsRequest.fromPartial({}), system.cameras);
  await probe.ask(Consumers.requestRebuild, { ...order(), producer: 'officers' });
  await until('the officers are rebuilt', async () => !(await isRebuilding(context)), TIMEOUT_MS);
  await giveUpLetter(context, system);
}

async function isRebuilding({ probe }: ProbeContext): Promise<boolean> {
  const { checkpoints } = await probe.ask(Consumers.getCheckpoints, {});
  return checkpoints.some(({ rebuildPending }) => rebuildPending);
}

async function giveUpLetter({ probe, random }: ProbeContext, system: System): Promise<void> {
  await plantEvent(system, Buffer.alloc(0));
  const asked = ListDeadLettersRequest.fromPartial({ state: DeadLetterState.WAITING });
  const waiting = async () => (await probe.ask(DeadLetters.listDeadLetters, asked)).deadLetters;
  await until('an event without a body is a dead letter', async () => (await waiting()).length > 0, TIMEOUT_MS);
  const letterId = (await waiting())[0]?.letterId ?? 0n;
  await probe.ask(DeadLetters.getDeadLetter, { letterId });
  const redrive = { requestId: random.uuid(), letterIds: [letterId] };
  await probe.ask(DeadLetters.redriveDeadLetters, RedriveDeadLettersRequest.fromPartial(redrive));
  await probe.ask(DeadLetters.discardDeadLetter, { requestId: random.uuid(), letterId, reason: OFFICIAL.ground });
}

/** Ledger heads by service address. */
export type Heads = ReadonlyMap<string, bigint>;

export async function headsOf({ probe }: ProbeContext, system: System): Promise<Heads> {
  const heads = system.services.map(async (service) => {
    const { headPosition } = await probe.ask(Ledgers.getHead, { partition: 0 }, service);
    return [service.address, headPosition] as const;
  });
  return new Map(await Promise.all(heads));
}

/** All events after these positions, in the form that every reader receives. */
export async function eventsAfter(context: ProbeContext, system: System, before: Heads): Promise<Buffer> {
  const heads = await headsOf(context, system);
  const result: Buffer[] = [];
  for (const service of system.services) {
    const [from, to] = [(before.get(service.address) ?? 0n) + 1n, heads.get(service.address) ?? 0n];
    if (to < from) continue;
    const request = ReadEventsRequest.fromPartial({ fromPosition: from, toPosition: to });
    const events = await context.probe.receive(Ledgers.readEvents, request, Number(to - from) + 1, service);
    result.push(...events.map((event) => Ledgers.readEvents.responseSerialize(event)));
  }
  return Buffer.concat(result);
}
