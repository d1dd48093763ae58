import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** An event type of the event catalogue. */
interface Kind<Message extends object> {
  readonly type: string;
  decode(body: Uint8Array): Message;
}

/** The published events of a service, with the fields that a test has compared. */
export interface PublishedEvents {
  /**
   * Requires that the ledger has exactly these complete messages of a type for an id, oldest first, with the
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
   * Fields without a value in any compared message: "camera-issued.demonstration". If a field always has its
   * default, a test does not notice when the service omits it.
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

/** The event types of the catalogue with this prefix. */
export function kindsOf(catalogue: object, prefix: string): Kind<object>[] {
  return Object.values(catalogue).filter(
    (each: unknown): each is Kind<object> =>
      typeof each === 'object' && each !== null && 'type' in each && String(each.type).startsWith(prefix),
  );
}
