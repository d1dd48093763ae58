import { randomUUID } from 'node:crypto';
import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { holdingOf } from '@safe-community/contracts/inventory';
import { tag, varint, WIRE, withLength } from '../fuzz/wire.ts';
import { PERSONAL } from './canaries.ts';

/** Values for a request that may be invalid. */
export interface Filling {
  /** Value of each text, or of a text by its field. */
  readonly text: string | ((field: DescField) => string);
  /** Whether ids are valid, so that later checks are reached. */
  readonly hasIds: boolean;
  /** Without it, no write is valid. Default: as hasIds. */
  readonly hasRequestId?: boolean;
  /** The first field. Of alternative fields, the last one written counts. */
  readonly first: number;
}

const TIMESTAMP = 'google.protobuf.Timestamp';
const DEEPEST = 6;
/** Of no digest: a write whose key is a digest in place of a request_id is invalid with it. */
const CODE_BYTES = Buffer.alloc(16, 0x2a);

/** The encoded message with every field filled. */
export function filledRequest({ fields }: DescMessage, filling: Filling, depth = 0): Buffer {
  if (depth > DEEPEST) return Buffer.alloc(0);
  const turned = [...fields.slice(filling.first), ...fields.slice(0, filling.first)];
  return Buffer.concat(
    turned.map((field) => {
      const { message, number } = field;
      if (message === undefined) return encoded(field, filling);
      return withLength(number, message.typeName === TIMESTAMP ? now() : filledRequest(message, filling, depth + 1));
    }),
  );
}

function encoded(field: DescField, { text, hasIds, hasRequestId = hasIds }: Filling): Buffer {
  const { name, number, fieldKind, scalar } = field;
  const isValid = name === 'request_id' ? hasRequestId : hasIds;
  const isId = isValid && name.endsWith('_id') && fieldKind !== 'list';
  if (scalar === ScalarType.STRING) return withLength(number, Buffer.from(isId ? randomUUID() : valueOf(text, field)));
  if (scalar === ScalarType.BYTES) {
    return withLength(number, holdingOf(field) === 'CODE' ? CODE_BYTES : PERSONAL.attachment.sha256);
  }
  if (scalar === ScalarType.DOUBLE) {
    const point = Buffer.alloc(8);
    point.writeDoubleLE(PERSONAL.point.latitude);
    return Buffer.concat([tag(number, WIRE.eightBytes), point]);
  }
  // 1 is a meaningful number, flag, and enum value.
  return Buffer.concat([tag(number, WIRE.varint), varint(1)]);
}

function valueOf(text: Filling['text'], field: DescField): string {
  return typeof text === 'string' ? text : text(field);
}

function now(): Buffer {
  return Buffer.concat([tag(1, WIRE.varint), varint(Math.trunc(Date.now() / 1_000))]);
}
