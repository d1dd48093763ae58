import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { limitOf, mostBytesOf, ourMethods } from './index.ts';

/** A character of Ukrainian. */
const BYTES_OF_CHARACTER = 2;
const TAG_AND_LENGTH = 6;
const MAX_NUMBER_LENGTH = 10;
/** The message limit of the server. */
const MOST = 4 * 1024 * 1024;

function largestOf({ fields, oneofs }: DescMessage): number {
  const free = fields.filter(({ oneof }) => oneof === undefined).reduce((sum, field) => sum + largestField(field), 0);
  const chosen = oneofs.map(({ fields: cases }) => Math.max(...cases.map(largestField)));
  return free + chosen.reduce((sum, bytes) => sum + bytes, 0);
}

/** Independent elements, such as reports with twenty attachments each, may be sent in several messages: one must fit. */
function largestField(field: DescField): number {
  const { items, apart } = limitOf(field);
  return (TAG_AND_LENGTH + largestContent(field)) * (field.fieldKind === 'list' && !apart ? items : 1);
}

function largestContent(field: DescField): number {
  const { characters, bytes } = limitOf(field);
  if (field.message !== undefined) return largestOf(field.message);
  if (field.scalar === ScalarType.STRING) return characters * BYTES_OF_CHARACTER;
  return field.scalar === ScalarType.BYTES ? bytes : MAX_NUMBER_LENGTH;
}

test.each(ourMethods().map((method) => [method.name, method] as const))(
  '%s allows the largest request that its fields allow, and no more than the server',
  (_name, method) => {
    expect(mostBytesOf(method)).toBeLessThanOrEqual(MOST);
    expect(largestOf(method.input)).toBeLessThanOrEqual(mostBytesOf(method));
  },
);
