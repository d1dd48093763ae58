import type { JetStreamManager } from '@nats-io/jetstream';
import { domainSubjects, streamName, type Domain } from '@safe-community/events';

/** Position of the newest event of this epoch that the stream holds; 0 when it holds none. */
export async function lastPublished(manager: JetStreamManager, domain: Domain, epoch: string): Promise<bigint> {
  const message = await manager.streams.getMessage(streamName(domain), { last_by_subj: domainSubjects(domain) });
  if (message === null || message.header.get('sc-epoch') !== epoch) return 0n;
  return BigInt(message.header.get('sc-position'));
}
