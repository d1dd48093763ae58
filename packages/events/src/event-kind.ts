import { eventType, subjectOf, type Domain, type Place } from './subject.ts';

/** The part of a ts-proto message type that an event needs. */
export interface Codec<Message> {
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

/** An event that happened and is to be committed: what the ledger stores. */
export interface NewEvent {
  readonly type: string;
  readonly subject: string;
  readonly body: Uint8Array;
  /** Whether it is of a load test, where the thing itself tells; absent: as the call that causes it. */
  readonly synthetic?: boolean;
}

/** One kind of event: how it is named, written and read. */
export interface EventKind<Message> {
  readonly type: string;
  /** The event to commit. */
  create(message: Message, place: Place): NewEvent;
  /** Throws when the bytes are not such a message. */
  decode(body: Uint8Array): Message;
}

/** Declares a kind of event once, for those who emit it and those who hear it. */
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
