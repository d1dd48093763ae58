import { ELEMENT_TYPES, type ElementType } from './element-types.ts';

export type ColumnType = keyof typeof ELEMENT_TYPES;
export type ColumnValue<Type extends ColumnType> =
  (typeof ELEMENT_TYPES)[Type] extends ElementType<infer Value> ? Value : never;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL = -1;

/**
 * One value of each item, as an array for a set-based statement over `unnest($1::uuid[])`, in PostgreSQL's binary
 * format: neither side formats, escapes, or parses texts (measured: a third of what a batch of reports costs this
 * process).
 */
export function columnOf<Type extends ColumnType, Item>(
  type: Type,
  items: readonly Item[],
  of: (item: Item) => ColumnValue<Type> | null,
): Buffer {
  const values = items.map(of);
  const element = ELEMENT_TYPES[type] as unknown as ElementType<ColumnValue<Type>>;
  let size = HEADER_BYTES;
  let hasNulls = 0;
  for (const value of values) {
    size += LENGTH_BYTES;
    if (value === null) hasNulls = 1;
    else size += element.size(value);
  }
  // Every byte is written below.
  const bytes = Buffer.allocUnsafe(size);
  let at = writeHeader(bytes, element.oid, hasNulls, values.length);
  for (const value of values) {
    const length = value === null ? NULL : element.size(value);
    at = bytes.writeInt32BE(length, at);
    if (value === null) continue;
    element.write(value, bytes, at);
    at += length;
  }
  return bytes;
}

/** One dimension, lower bound 1, whether there are nulls, the element type, and the length. */
function writeHeader(bytes: Buffer, oid: number, hasNulls: number, length: number): number {
  let at = bytes.writeInt32BE(1);
  for (const field of [hasNulls, oid, length, 1]) at = bytes.writeInt32BE(field, at);
  return at;
}
