import { eventType, subjectOf, type Domain, type Place } from './subject.ts';

/** The part of a ts-proto message type that an event needs. */
export interface Codec<Message> {
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

/** An event that is to be committed: what the ledger stores. */
export interface NewEvent {
  readonly type: string;
  readonly subject: string;
  readonly body: Uint8Array;
  /** Whether it is from a load test, where the subject itself says so; absent: as the call that causes it. */
  readonly synthetic?: boolean;
}

/** One kind of event: its name and its codec. */
export interface EventKind<Message> {
  readonly type: string;
  /** The event to commit. */
  create(message: Message, place: Place): NewEvent;
  /** Throws when the bytes are not such a message. */
  decode(body: Uint8Array): Message;
}

/** Declares a kind of event once, for its producer and its consumers. */
export function eventKind<Message>(domain: Domain, name: string, codec: Codec<Message>): EventKind<Message> {
  const type = eventType(domain, name);
  return {
    type,
    create: (message, place) => ({
      type,
      subject: subjectOf(type, place),
      body: codec.encode(message).finish(),
    }),
    decode: (body) => codec.decode(body),
  };
}
