import type { Envelope, Publisher } from '@safe-community/events';
import { extractTrace, injectTrace, withSpan } from '@safe-community/telemetry';

/** Publishes one event and resolves when the broker has acknowledged it. */
export function publishEvent(publisher: Publisher, event: Envelope): Promise<void> {
  if (!isSampled(event.traceparent)) return publisher.publish(event);
  const parent = extractTrace((name) => (name === 'traceparent' ? event.traceparent : undefined));
  const attributes = {
    'messaging.system': 'nats',
    'messaging.destination.template': event.type,
    'safe_community.ledger.position': event.position,
  };
  const publish = (): Promise<void> => publisher.publish({ ...event, traceparent: activeTraceparent() });
  return withSpan(`publish ${event.type}`, 'producer', attributes, publish, { parent });
}

/** The last part of a traceparent holds the flags; bit 1 marks a sampled trace. */
export function isSampled(traceparent: string): boolean {
  return (Number.parseInt(traceparent.slice(-2), 16) & 1) === 1;
}

function activeTraceparent(): string {
  let traceparent = '';
  injectTrace((name, value) => {
    if (name === 'traceparent') traceparent = value;
  });
  return traceparent;
}
