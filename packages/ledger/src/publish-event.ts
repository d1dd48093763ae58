import type { JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { messageId, toHeaders, type Envelope } from '@safe-community/events';
import { extractTrace, injectTrace, withSpan } from '@safe-community/telemetry';

/** Publishes one event and resolves when the broker has acknowledged it. */
export async function publishEvent(js: JetStreamClient, event: Envelope): Promise<void> {
  if (!isSampled(event.traceparent)) return send(js, event, event.traceparent);
  const parent = extractTrace((name) => (name === 'traceparent' ? event.traceparent : undefined));
  const attributes = {
    'messaging.system': 'nats',
    'messaging.destination.template': event.type,
    'safe_community.ledger.position': event.position,
  };
  await withSpan(`publish ${event.type}`, 'producer', attributes, () => send(js, event, activeTraceparent()), {
    parent,
  });
}

async function send(js: JetStreamClient, event: Envelope, traceparent: string): Promise<void> {
  const carried = headers();
  for (const [name, value] of Object.entries(toHeaders({ ...event, traceparent }))) carried.set(name, value);
  await js.publish(event.subject, event.body, { msgID: messageId(event), headers: carried });
}

/** The last part of a traceparent holds the flags; bit 1 says that the trace is recorded. */
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
