import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { ourMessages, ourMethods } from './contracts.ts';
import { holdingOf, type DataClass } from './declarations.ts';

/** A field with its path. */
export interface FoundField {
  readonly message: DescMessage;
  readonly field: DescField;
}

/** Every field that a request can contain, at any depth, each once. */
export function fieldsOfRequests(): FoundField[] {
  const seen = new Set<DescMessage>();
  return ourMethods().flatMap(({ input }) => fieldsWithin(input, seen));
}

const POINT = 'safecommunity.geo.v1.Point';

/** "incidents.v1.Reporter.phone" of each field that must say what it holds and does not. */
export function undeclaredFields(): string[] {
  return ourMessages().flatMap((message) =>
    message.fields
      .filter((field) => mustDeclare(field) && holdingOf(field) === undefined)
      .map((field) => fieldName({ message, field })),
  );
}

/** "incidents.v1.Reporter.phone" */
export function fieldName({ message, field }: FoundField): string {
  return `${message.typeName.replace('safecommunity.', '')}.${field.name}`;
}

function mustDeclare({ scalar, message, fieldKind }: DescField): boolean {
  const isText = scalar === ScalarType.STRING || scalar === ScalarType.BYTES;
  return isText || fieldKind === 'map' || message?.typeName === POINT;
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

/** Every field of the contracts with one of these contents. */
export function heldSomewhere(...classes: readonly DataClass[]): FoundField[] {
  return ourMessages().flatMap((message) =>
    message.fields
      .filter((field) => classes.includes(holdingOf(field) ?? 'CODE') && holdingOf(field) !== undefined)
      .map((field) => ({ message, field })),
  );
}
