import { extractTrace, withSpan, type SpanAttributes, type TraceContext } from '@safe-community/telemetry';
import type { Arrival } from './apply-events.ts';
import type { Reader } from './checkpoint.ts';
import { isSampled } from '../relay/publish-event.ts';

/**
 * Applies a batch so that each sampled trace continues in this service: the span of the batch continues the first one,
 * the others get a span of their own at the time when they were applied.
 */
export async function traceArrivals<T>(
  reader: Reader,
  arrivals: readonly Arrival[],
  apply: () => Promise<T>,
): Promise<T> {
  const sampled = arrivals.filter(({ envelope }) => isSampled(envelope.traceparent));
  const [first, ...others] = sampled;
  if (first === undefined) return apply();
  const applied = await withSpan(nameOf(first), 'consumer', attributesOf(reader, first), apply, {
    parent: placeOf(first),
  });
  for (const other of others) {
    withSpan(nameOf(other), 'consumer', attributesOf(reader, other), () => undefined, { parent: placeOf(other) });
  }
  return applied;
}

function nameOf({ envelope }: Arrival): string {
  return `apply ${envelope.type}`;
}

function attributesOf(reader: Reader, { envelope }: Arrival): SpanAttributes {
  return {
    'messaging.system': 'nats',
    'messaging.consumer.group.name': reader.consumer,
    'cloudevents.event_id': envelope.id,
    'cloudevents.event_type': envelope.type,
    'safe_community.ledger.position': envelope.position,
  };
}

function placeOf({ envelope }: Arrival): TraceContext {
  return extractTrace((name) => (name === 'traceparent' ? envelope.traceparent : undefined));
}
