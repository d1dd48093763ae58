import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { limitOf } from '@safe-community/contracts/inventory';
import { tag, varint, WIRE, withLength } from './wire.ts';

/** A request with one field beyond its limit and all others empty. */
export interface BeyondLimit {
  /** The path that the rejection must name: "report.attachments[0].uri". */
  readonly field: string;
  readonly bytes: Buffer;
}

/** One request for each way in which each field can exceed its limit. Parts that have their own checks are left out. */
export function beyondLimits({ fields }: DescMessage): BeyondLimit[] {
  return fields.flatMap((field) => [...tooManyOf(field), ...beyondWithin(field)]);
}

function tooManyOf(field: DescField): BeyondLimit[] {
  if (field.fieldKind !== 'list') return [];
  const isNumber =
    field.message === undefined && field.scalar !== ScalarType.STRING && field.scalar !== ScalarType.BYTES;
  const one = isNumber ? [tag(field.number, WIRE.varint), varint(1)] : [withLength(field.number, Buffer.alloc(0))];
  const bytes = Buffer.concat(Array.from({ length: limitOf(field).items + 1 }, () => one).flat());
  return [{ field: field.name, bytes }];
}

function beyondWithin(field: DescField): BeyondLimit[] {
  const { apart, bytes } = limitOf(field);
  if (apart) return [];
  const path = field.fieldKind === 'list' ? `${field.name}[0]` : field.name;
  const within = (content: Uint8Array): Buffer => withLength(field.number, content);
  if (field.scalar === ScalarType.STRING) {
    return textsBeyond(field).map((text) => ({ field: path, bytes: within(Buffer.from(text)) }));
  }
  // The handler limits its size.
  if (field.name === 'page_size')
    return [{ field: path, bytes: Buffer.concat([tag(field.number, WIRE.varint), varint(MAX_UINT32)]) }];
  if (field.scalar === ScalarType.BYTES) return [{ field: path, bytes: within(Buffer.alloc(bytes + 1)) }];
  if (field.message === undefined) return [];
  return beyondLimits(field.message).map((part) => ({ field: `${path}.${part.field}`, bytes: within(part.bytes) }));
}

const MAX_UINT32 = 2 ** 32 - 1;

/** Too long, too long when decomposed, with control characters, and with text direction overrides. */
function textsBeyond(field: DescField): string[] {
  const { characters, lines } = limitOf(field);
  const long = ['a'.repeat(characters + 1), 'ї'.normalize('NFD').repeat(characters + 1)];
  return [...long, 'а\u0000б', 'а\u202eб', `а${'\u0301\u0316'.repeat(16)}`, ...(lines ? [] : ['а\nб'])];
}
