import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';

export const [VARINT, BITS_64, BYTES, GROUP, END_OF_GROUP, BITS_32] = [0, 1, 2, 3, 4, 5] as const;

/** How a field is written, and what is checked of its bytes besides. */
export interface ShapedField {
  readonly field: DescField;
  /** The wire type of one value. A list of numbers may also be packed into bytes. */
  readonly type: typeof VARINT | typeof BITS_64 | typeof BYTES | typeof BITS_32;
  readonly isText: boolean;
  /** Of a timestamp. */
  readonly partOfTime: 'seconds' | 'nanos' | undefined;
  /** Of a message. */
  readonly shape: Shape | undefined;
}

/** The fields of a message, by their number. */
export type Shape = ReadonlyMap<number, ShapedField>;

const TIMESTAMP = 'google.protobuf.Timestamp';

const known = new WeakMap<DescMessage, Shape>();

/** The shape of a message type, created once. No message can contain another of its kind (`depth.unit.test.ts`). */
export function shapeOf(message: DescMessage): Shape {
  const found = known.get(message);
  if (found !== undefined) return found;
  const shape = new Map(message.fields.map((field) => [field.number, shaped(field)]));
  known.set(message, shape);
  return shape;
}

function shaped(field: DescField): ShapedField {
  return {
    field,
    type: field.message === undefined ? typeOf(field.scalar) : BYTES,
    isText: field.scalar === ScalarType.STRING,
    partOfTime: field.parent.typeName === TIMESTAMP ? (field.name as 'seconds' | 'nanos') : undefined,
    shape: field.message && shapeOf(field.message),
  };
}

/** @param scalar undefined for an enum. */
function typeOf(scalar: ScalarType | undefined): ShapedField['type'] {
  return (scalar === undefined ? undefined : TYPES.get(scalar)) ?? VARINT;
}

const TYPES: ReadonlyMap<ScalarType, ShapedField['type']> = new Map([
  [ScalarType.STRING, BYTES],
  [ScalarType.BYTES, BYTES],
  [ScalarType.FIXED32, BITS_32],
  [ScalarType.SFIXED32, BITS_32],
  [ScalarType.FLOAT, BITS_32],
  [ScalarType.FIXED64, BITS_64],
  [ScalarType.SFIXED64, BITS_64],
  [ScalarType.DOUBLE, BITS_64],
]);
