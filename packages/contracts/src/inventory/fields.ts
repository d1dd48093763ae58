import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ourMessages, ourMethods } from './contracts.ts';
import { holdingOf, type DataClass } from './declarations.ts';

/** A field by where it stands. */
export interface FoundField {
  readonly message: DescMessage;
  readonly field: DescField;
}

/** Every field that a request can bring, however deep, each once. */
export function fieldsOfRequests(): FoundField[] {
  const seen = new Set<DescMessage>();
  return ourMethods().flatMap(({ input }) => fieldsWithin(input, seen));
}

/** Every field of a message, however deep, each once. */
export function fieldsOf(message: DescMessage): FoundField[] {
  return fieldsWithin(message, new Set());
}

function fieldsWithin(message: DescMessage, seen: Set<DescMessage>): FoundField[] {
  if (seen.has(message)) return [];
  seen.add(message);
  return message.fields.flatMap((field) => [
    { message, field },
    ...(field.message === undefined ? [] : fieldsWithin(field.message, seen)),
  ]);
}

/** Every field of the contracts that holds one of these. */
export function heldSomewhere(...classes: readonly DataClass[]): FoundField[] {
  return ourMessages().flatMap((message) =>
    message.fields
      .filter((field) => classes.includes(holdingOf(field) ?? 'CODE') && holdingOf(field) !== undefined)
      .map((field) => ({ message, field })),
  );
}
