import { expect } from 'vitest';
import type { Queried } from './audited-writes.ts';

/** An event type of the event catalogue. */
interface Kind<Message extends object> {
  readonly type: string;
  decode(body: Uint8Array): Message;
}

/** An event in the ledger: its message, and the place that its subject names: "UA05000000000010236.none". */
interface Published<Message> {
  readonly place: string;
  readonly message: Message;
}

/** The events of a service, and which of their fields a test has compared. */
export interface PublishedEvents {
  /** The events of a kind that name an id, oldest first. Their fields do not count as compared. */
  of<Message extends object>(kind: Kind<Message>, id: string): Promise<Published<Message>[]>;
  /** Compares all events of a kind that name an id, oldest first, in every field. All are of one place. */
  expectWhole<Message extends object>(
    kind: Kind<Message>,
    id: string,
    place: string,
    messages: readonly NoInfer<Message>[],
  ): Promise<void>;
  /** Compares the newest event of a kind that names an id, in every field. */
  expectNewest<Message extends object>(
    kind: Kind<Message>,
    id: string,
    expected: Published<NoInfer<Message>>,
  ): Promise<void>;
  /**
   * What to do about fields that had no value in any compared message so far: "compare a camera-issued that has a value in
   * delivery_id". A field that always has its default could be left out by the service, and nobody would notice. The same
   * goes for fields of messages within: "a value in units.quantity".
   */
  uncompared(kinds: readonly Kind<object>[]): string[];
}

export function publishedEvents({ sql }: Queried): PublishedEvents {
  const compared = new Map<string, object[]>();
  const of: PublishedEvents['of'] = async (kind, id) => {
    const found = await sql('select subject, body from ledger_event where type = $1 order by position', [kind.type]);
    return found
      .map(({ subject, body }) => ({
        place: String(subject).replace(`${kind.type}.`, ''),
        message: kind.decode(body as Uint8Array),
      }))
      .filter(({ message }) => Object.values(message).includes(id));
  };
  const expectEqual = ({ type }: Kind<object>, found: readonly Published<object>[], expected: readonly unknown[]) => {
    expect(found, `events of the type ${type}`).toEqual(expected);
    compared.set(type, [...(compared.get(type) ?? []), ...found.map(({ message }) => message)]);
  };
  return {
    of,
    expectWhole: async (kind, id, place, messages) =>
      expectEqual(
        kind,
        await of(kind, id),
        messages.map((message) => ({ place, message })),
      ),
    expectNewest: async (kind, id, expected) => expectEqual(kind, (await of(kind, id)).slice(-1), [expected]),
    uncompared: (kinds) =>
      kinds.flatMap((kind) => {
        const none = kind.decode(new Uint8Array());
        return withoutValue([none, ...(compared.get(kind.type) ?? [])]).map(
          (field) => `compare a ${kind.type.split('.').at(-1)} that has a value in ${field}`,
        );
      }),
  };
}

/** The fields that have their default in all of these messages of one type, with those of the messages within. */
function withoutValue(messages: readonly object[]): string[] {
  const fields = new Set(messages.flatMap((message) => Object.keys(message)));
  return [...fields].flatMap((field) => {
    const values = messages
      .flatMap((message) => (message as Readonly<Record<string, unknown>>)[field])
      .filter(hasValue);
    if (values.length === 0) return [field];
    return withoutValue(values.filter(isMessage)).map((inner) => `${field}.${inner}`);
  });
}

/** Also of an element of a list; an empty list has none. A message within has one as soon as it is there. */
function hasValue(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length > 0;
  return ![undefined, '', 0, 0n, false].includes(value as undefined);
}

function isMessage(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
}

/** The event types of the catalogue with this prefix. */
export function kindsOf(catalogue: object, prefix: string): Kind<object>[] {
  return Object.values(catalogue).filter(
    (each: unknown): each is Kind<object> =>
      typeof each === 'object' && each !== null && 'type' in each && String(each.type).startsWith(prefix),
  );
}
