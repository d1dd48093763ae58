import { ConsumerServiceService } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { PARTITION, requestRebuild } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { command } from '../../module/command.ts';
import type { Rpc } from '../../module/rpc.ts';
import { checkReason, operatorOf } from '../operator-fields.ts';
import { getCheckpoints, type ConsumingService } from './consumer.queries.ts';

export function consumerRpcs(service: ConsumingService, logger: Logger): Rpc[] {
  return [getCheckpoints(service), requestRebuildOf(service, logger)];
}

/** Stores the request. The consumer carries it out, because it has the connection to the producer's ledger. */
function requestRebuildOf({ consumer, producers }: ConsumingService, logger: Logger): Rpc {
  const checkProducer = (producer: string, field: string): Violation[] =>
    unless(producers.includes(producer), field, `must be one of ${producers.toSorted().join(', ')}`);
  return command(ConsumerServiceService.requestRebuild, {
    parse: ({ fields }) => ({
      producer: fields.text('producer', checkProducer),
      reason: fields.text('reason', checkReason),
    }),
    load: async () => undefined,
    decide: ({ command: wanted }) => wanted,
    async save({ tx, change: { producer, reason }, call }) {
      const rebuildId = await requestRebuild(
        tx,
        { consumer, producer, partition: PARTITION },
        operatorOf(call),
        reason,
      );
      logger.warn('a rebuild from the ledger is requested', { producer, caller: call.caller.name });
      return { rebuildId, producer };
    },
    subjects: ({ saved: { producer } }) => [producer],
    reply: ({ saved: { rebuildId } }) => ({ rebuildId }),
  });
}
