import { randomUUID } from 'node:crypto';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  type DescriptorProto,
  type FieldDescriptorProto,
} from '@safe-community/contracts/google/protobuf/descriptor.ts';
import { PERSONAL } from './canaries.ts';

/** What a request is filled with that need not be within any rule. */
export interface Filling {
  /** In each text. */
  readonly text: string;
  /** Whether ids are ids, so that what comes after them is looked at. */
  readonly hasIds: boolean;
  /** With which field it begins. Of alternative ones the last that is written counts. */
  readonly first: number;
}

const TIMESTAMP = '.google.protobuf.Timestamp';
const DEEPEST = 6;

/** The bytes of a message of this type with every field filled. */
export function filledRequest(
  messages: ReadonlyMap<string, DescriptorProto>,
  type: string,
  filling: Filling,
  depth = 0,
): Buffer {
  const fields = messages.get(type)?.field ?? [];
  if (depth > DEEPEST) return Buffer.alloc(0);
  const turned = [...fields.slice(filling.first), ...fields.slice(0, filling.first)];
  return Buffer.concat(
    turned.map((field) => {
      if (field.type !== Type.MESSAGE) return encoded(field, filling);
      const { typeName = '' } = field;
      return withLength(field, typeName === TIMESTAMP ? now() : filledRequest(messages, typeName, filling, depth + 1));
    }),
  );
}

function encoded(field: FieldDescriptorProto, { text, hasIds }: Filling): Buffer {
  const { name = '', label, type } = field;
  const isId = hasIds && name.endsWith('_id') && label !== Label.REPEATED;
  if (type === Type.STRING) return withLength(field, Buffer.from(isId ? randomUUID() : text));
  if (type === Type.BYTES) return withLength(field, PERSONAL.attachment.sha256);
  if (type === Type.DOUBLE) {
    const point = Buffer.alloc(8);
    point.writeDoubleLE(PERSONAL.point.latitude);
    return Buffer.concat([tag(field, 1), point]);
  }
  // Numbers, flags and enumerations have a meaning by 1.
  return Buffer.concat([tag(field, 0), varint(1)]);
}

function now(): Buffer {
  return Buffer.concat([varint(1 << 3), varint(Math.trunc(Date.now() / 1_000))]);
}

function withLength(field: FieldDescriptorProto, content: Uint8Array): Buffer {
  return Buffer.concat([tag(field, 2), varint(content.length), content]);
}

/** @param wire how the value is written: 0 a varint, 1 eight bytes, 2 a length and so many bytes. */
function tag({ number = 0 }: FieldDescriptorProto, wire: 0 | 1 | 2): Buffer {
  return varint(number * 8 + wire);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.trunc(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
