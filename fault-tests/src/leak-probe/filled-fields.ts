import { fromBinary, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { fieldsOfRequests, holdingOf } from '@safe-community/contracts/inventory';

/** The non-empty fields of a request, at any depth. */
export function filledFields(type: DescMessage, bytes: Uint8Array): DescField[] {
  return filledIn(reflect(type, fromBinary(type, bytes)));
}

function filledIn(message: ReflectMessage): DescField[] {
  return message.fields
    .filter((field) => message.isSet(field))
    .flatMap((field) => [field, ...filledBelow(message, field)]);
}

function filledBelow(message: ReflectMessage, field: DescField): DescField[] {
  if (field.fieldKind === 'message') return filledIn(message.get(field));
  if (field.fieldKind !== 'list' || field.listKind !== 'message') return [];
  return [...message.get(field)].flatMap((part) => filledIn(part as ReflectMessage));
}

/** Names of the personal and secret request fields that were never filled. */
export function unfilled(filled: ReadonlySet<DescField>): string[] {
  return fieldsOfRequests()
    .filter(({ field }) => ['PERSONAL', 'SECRET'].includes(holdingOf(field) ?? '') && !filled.has(field))
    .map(({ message, field }) => `${message.name}.${field.name}`);
}
