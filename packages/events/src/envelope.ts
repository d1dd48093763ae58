/** An event as it travels: CloudEvents 1.0 in the NATS binary mode, and where it stands in its ledger. */
export interface Envelope {
  /** Domain of the ledger: "incidents". */
  readonly producer: string;
  readonly partition: number;
  /** From 1, gapless within producer, partition and epoch. */
  readonly position: bigint;
  /** New after a restore from a backup; positions of different epochs are not compared. */
  readonly epoch: string;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: Date;
  /** Made by a load test: must not count. */
  readonly synthetic: boolean;
  /** W3C trace context of the call that caused the event; empty when unknown. */
  readonly traceparent: string;
  readonly subject: string;
  readonly body: Uint8Array;
}

const CONTENT_TYPE = 'application/protobuf';

/** The headers of an envelope, for the broker and for the ledger's own door alike. */
export function toHeaders(event: Envelope): Record<string, string> {
  return {
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-source': `/safecommunity/${event.producer}`,
    'ce-type': event.type,
    'ce-time': event.recordedAt.toISOString(),
    'content-type': CONTENT_TYPE,
    'sc-epoch': event.epoch,
    'sc-partition': String(event.partition),
    'sc-position': String(event.position),
    ...(event.synthetic ? { 'sc-synthetic': 'true' } : {}),
    ...(event.traceparent === '' ? {} : { traceparent: event.traceparent }),
  };
}

/** Reads what `toHeaders` wrote. Throws, naming the header, when one is missing or wrong. */
export function fromHeaders(header: (name: string) => string, subject: string, body: Uint8Array): Envelope {
  const required = (name: string): string => {
    const value = header(name);
    if (value === '') throw new Error(`event without header ${name}`);
    return value;
  };
  const position = required('sc-position');
  if (!/^[1-9]\d{0,18}$/.test(position)) throw new Error('header sc-position is not a position');
  return {
    producer: required('ce-source').slice('/safecommunity/'.length),
    partition: Number(required('sc-partition')),
    position: BigInt(position),
    epoch: required('sc-epoch'),
    id: required('ce-id'),
    type: required('ce-type'),
    recordedAt: new Date(required('ce-time')),
    synthetic: header('sc-synthetic') === 'true',
    traceparent: header('traceparent'),
    subject,
    body,
  };
}

/** The broker drops a second message with the same id; the epoch keeps reused positions apart. */
export function messageId(event: Envelope): string {
  return `${event.producer}.${event.epoch}.${event.partition}.${event.position}`;
}
