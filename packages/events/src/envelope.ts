import { INSTALLATIONS, type Installation } from '@safe-community/domain-kit';

/** An event in transit: CloudEvents 1.0 in the NATS binary mode, with its place in the ledger. */
export interface Envelope {
  /** Domain of the ledger: "incidents". */
  readonly producer: string;
  /** What the producer belongs to: a consumer of the other kind applies none of its events. */
  readonly installation: Installation;
  readonly partition: number;
  /** From 1, without gaps within producer, partition and epoch. */
  readonly position: bigint;
  /** New after a restore from a backup. Positions of different epochs cannot be compared. */
  readonly epoch: string;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: Date;
  /** Of a load test or a test call: never counted. */
  readonly isTest: boolean;
  /** W3C trace context of the call that caused the event; empty when unknown. */
  readonly traceparent: string;
  readonly subject: string;
  readonly body: Uint8Array;
}

const CONTENT_TYPE = 'application/protobuf';

/** The headers of an envelope, for the broker and for `LedgerService`. */
export function toHeaders(event: Envelope): Record<string, string> {
  return {
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-source': `/safecommunity/${event.producer}`,
    'ce-type': event.type,
    'ce-time': event.recordedAt.toISOString(),
    'content-type': CONTENT_TYPE,
    'sc-installation': event.installation,
    'sc-epoch': event.epoch,
    'sc-partition': String(event.partition),
    'sc-position': String(event.position),
    ...(event.isTest ? { 'sc-test': 'true' } : {}),
    ...(event.traceparent === '' ? {} : { traceparent: event.traceparent }),
  };
}

const INSTALLATION = new RegExp(`^(?:${INSTALLATIONS.join('|')})$`);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SOURCE = /^\/safecommunity\/([a-z]+)$/;

/**
 * Reads what `toHeaders` wrote. Throws an error that names a missing or invalid header. Everything that it accepts can
 * be stored, so a forged or damaged message never stops a consumer.
 */
export function fromHeaders(header: (name: string) => string, subject: string, body: Uint8Array): Envelope {
  const matching = (name: string, pattern: RegExp): string => {
    const value = header(name);
    if (value === '') throw new UnreadableEvent(`event without header ${name}`);
    const found = pattern.exec(value);
    if (found === null) throw new UnreadableEvent(`header ${name} is malformed`);
    return found[1] ?? value;
  };
  const recordedAt = new Date(matching('ce-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
  if (Number.isNaN(recordedAt.getTime())) throw new UnreadableEvent('header ce-time is not a time');
  return {
    producer: matching('ce-source', SOURCE),
    installation: matching('sc-installation', INSTALLATION) as Installation,
    partition: Number(matching('sc-partition', /^\d{1,4}$/)),
    position: BigInt(matching('sc-position', /^[1-9]\d{0,17}$/)),
    epoch: matching('sc-epoch', UUID),
    id: matching('ce-id', UUID),
    type: matching('ce-type', /^[a-z][a-z0-9.-]{0,199}$/),
    recordedAt,
    isTest: header('sc-test') === 'true',
    traceparent: header('traceparent'),
    subject,
    body,
  };
}

/** The message is not one of our events. The text of this error names the header. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly messageIsLoggable = true;
}

/** The broker drops a second message with the same id; the epoch keeps reused positions apart. */
export function messageId(event: Envelope): string {
  return `${event.producer}.${event.epoch}.${event.partition}.${event.position}`;
}
