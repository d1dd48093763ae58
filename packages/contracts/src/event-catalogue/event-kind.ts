import { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { IncidentChange } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { checkWire, NotAMessageError } from '../wire/check-wire.ts';
import { eventType, messageOf, subjectOf, type Domain, type Place } from './subject.ts';

/** The part of a ts-proto message type that an event needs. */
export interface Codec<Message> {
  encode(message: Message, writer: BinaryWriter): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}

/** An event to commit: what the ledger stores. */
export interface NewEvent {
  readonly type: string;
  readonly subject: string;
  readonly body: Uint8Array;
  /** Whether it is from a load test, if the subject itself says so; if absent, like the call that causes it. */
  readonly isTest?: boolean;
}

/** One kind of event: its name, its codec and who uses it. */
export interface EventKind<Message> {
  readonly domain: Domain;
  readonly type: string;
  /** Whether statistics counts it. */
  readonly counts: boolean;
  /** The event to commit. */
  create(message: Message, place: Place): NewEvent;
  /** Throws if the bytes are not such a message. */
  decode(body: Uint8Array): Message;
}

/** A kind of event that watchers of incidents receive. */
export interface WatchedKind<Message> extends EventKind<Message> {
  /** The incident after the event. Throws if the bytes are not such a message. */
  decodeWatched(body: Uint8Array): WatchedIncident;
}

interface WatchedIncident {
  readonly message: WatchedMessage;
  /** The state of the incident after the event. */
  readonly state: IncidentState;
}

/** The fields of an event that watchers of incidents receive. */
export type WatchedMessage = Pick<IncidentChange, 'incidentId' | 'category' | 'oblastCode' | 'hromadaCode'>;

interface Uses {
  /** Whether statistics counts it. Of those of incidents, `hromada reconcile` sums the same ones. */
  readonly counts?: boolean;
}

interface IncidentUses<Message> extends Uses {
  /** How watchers of incidents receive it. */
  readonly watched: {
    /** The state of the incident after the event. */
    state(message: Message): IncidentState;
  };
}

/**
 * Declares a kind of event once, for its producer and everyone who uses it. One of `incidents` cannot be declared
 * without `watched`: an event that watchers miss is a bug.
 */
export function eventKind<Message extends WatchedMessage>(
  domain: 'incidents',
  name: string,
  codec: Codec<Message>,
  uses: IncidentUses<NoInfer<Message>>,
): WatchedKind<Message>;
export function eventKind<Message>(
  domain: Exclude<Domain, 'incidents'>,
  name: string,
  codec: Codec<Message>,
  uses?: Uses,
): EventKind<Message>;
export function eventKind<Message extends WatchedMessage>(
  domain: Domain,
  name: string,
  codec: Codec<Message>,
  { counts = false, watched }: Partial<IncidentUses<Message>> = {},
): EventKind<Message> | WatchedKind<Message> {
  const type = eventType(domain, name);
  const decoded = (body: Uint8Array): Message => {
    // Times may be as older versions wrote them.
    if (checkWire(messageOf(domain, name), body).some(({ kind: misfit }) => misfit === 'text'))
      throw new NotAMessageError('a text is not UTF-8');
    return codec.decode(body);
  };
  const kind: EventKind<Message> = {
    domain,
    type,
    counts,
    create: (message, place) => ({
      type,
      subject: subjectOf(type, place),
      body: encoded(codec, message),
    }),
    decode: decoded,
  };
  if (watched === undefined) return kind;
  return {
    ...kind,
    decodeWatched: (body) => {
      const message = decoded(body);
      return { message, state: watched.state(message) };
    },
  };
}

/** Encodes one event after the other, so that not each of them allocates and grows a buffer. */
const writer = new BinaryWriter();

function encoded<Message>(codec: Codec<Message>, message: Message): Uint8Array {
  try {
    return codec.encode(message, writer).finish();
  } catch (error) {
    // Otherwise the next event would begin with what was written of this one.
    writer.finish();
    throw error;
  }
}
