import { ConsumerServiceService } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { unless } from '@safe-community/domain-kit';
import { PARTITION, requestRebuild } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { given } from '../../module/given.ts';
import type { Rpc } from '../../module/rpc.ts';
import { checkReason, operatorOf } from '../operator-fields.ts';
import { getCheckpoints, type ConsumingService } from './consumer.queries.ts';

interface Deps extends ConsumingService {
  readonly logger: Logger;
}

const { command } = given<Deps>();

/** Stores the request. The consumer carries it out, because it has the connection to the producer's ledger. */
const requestRebuildOf = command(ConsumerServiceService.requestRebuild, {
  parse: ({ fields, deps: { producers } }) => ({
    producer: fields.text('producer', (producer, field) =>
      unless(producers.includes(producer), field, `must be one of ${producers.toSorted().join(', ')}`),
    ),
    reason: fields.text('reason', checkReason),
  }),
  decide: ({ command: wanted }) => wanted,
  async save({ tx, change: { producer, reason }, call, deps: { consumer, logger } }) {
    const rebuildId = await requestRebuild(tx, { consumer, producer, partition: PARTITION }, operatorOf(call), reason);
    logger.warn('a rebuild from the ledger is requested', { producer, caller: call.caller.name });
    return { rebuildId, producer };
  },
  subjects: ({ saved: { producer } }) => [producer],
  reply: ({ saved: { rebuildId } }) => ({ rebuildId }),
});

export const CONSUMER_RPCS: readonly Rpc<Deps>[] = [getCheckpoints, requestRebuildOf];
