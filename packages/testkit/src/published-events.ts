import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** A kind of event, as the catalogue of events declares it. */
interface Kind<Message extends object> {
  readonly type: string;
  decode(body: Uint8Array): Message;
}

/** The events of a service, and which of their fields a test has compared. */
export interface PublishedEvents {
  /**
   * Demands that the ledger holds exactly these messages of a kind that name an id, oldest first, whole, under the
   * subject of the place.
   *
   * @param place the last two tokens of the subject: "UA05000000000010236.none"
   */
  expectOf<Message extends object>(
    kind: Kind<Message>,
    id: string,
    place: string,
    messages: readonly Message[],
  ): Promise<void>;
  /**
   * Fields that no message compared so far had a value in: "camera-issued.demonstration". A field that always has its
   * default could be left out by the service, and nobody would notice.
   */
  uncompared(kinds: readonly Kind<object>[]): string[];
}

export function publishedEvents(
  sql: (statement: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>,
): PublishedEvents {
  const compared = new Map<string, object[]>();
  return {
    async expectOf(kind, id, place, messages) {
      const found = await sql('select subject, body from ledger_event where type = $1 order by position', [kind.type]);
      const events = found
        .map(({ subject, body }) => ({ subject, message: kind.decode(body as Uint8Array) }))
        .filter(({ message }) => Object.values(message).includes(id));
      expect(events).toEqual(messages.map((message) => ({ subject: `${kind.type}.${place}`, message })));
      compared.set(kind.type, [...(compared.get(kind.type) ?? []), ...messages]);
    },
    uncompared: (kinds) =>
      kinds.flatMap((kind) => {
        const messages = compared.get(kind.type) ?? [];
        return Object.entries(kind.decode(new Uint8Array()))
          .filter(([field, none]) => messages.every((message) => isDeepStrictEqual(valueOf(message, field), none)))
          .map(([field]) => `${kind.type.split('.').at(-1)}.${field}`);
      }),
  };
}

function valueOf(message: object, field: string): unknown {
  return (message as Readonly<Record<string, unknown>>)[field];
}

/** The kinds among the exports of the catalogue whose type begins so. */
export function kindsOf(catalogue: object, prefix: string): Kind<object>[] {
  return Object.values(catalogue).filter(
    (each: unknown): each is Kind<object> =>
      typeof each === 'object' && each !== null && 'type' in each && String(each.type).startsWith(prefix),
  );
}
