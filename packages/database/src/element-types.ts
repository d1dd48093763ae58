/** How a value of a type is written in PostgreSQL's binary format, as the type's `…_recv` function reads it. */
export interface ElementType<Value> {
  readonly oid: number;
  /** In bytes. */
  size(value: Value): number;
  write(value: Value, into: Buffer, at: number): void;
}

/** The object ids of PostgreSQL's built-in types are the same in every database. */
export const ELEMENT_TYPES = {
  boolean: fixed<boolean>(16, 1, (value, into, at) => into.writeUInt8(value ? 1 : 0, at)),
  smallint: fixed<number>(21, 2, (value, into, at) => into.writeInt16BE(value, at)),
  integer: fixed<number>(23, 4, (value, into, at) => into.writeInt32BE(value, at)),
  bigint: fixed<bigint>(20, 8, (value, into, at) => into.writeBigInt64BE(value, at)),
  'double precision': fixed<number>(701, 8, (value, into, at) => into.writeDoubleBE(value, at)),
  timestamptz: fixed<Date>(1184, 8, writeInstant),
  uuid: fixed<string>(2950, 16, writeUuid),
  text: of<string>(
    25,
    (value) => Buffer.byteLength(value),
    (value, into, at) => into.write(value, at),
  ),
  jsonb: of<string>(3802, (value) => 1 + Buffer.byteLength(value), writeJson),
  bytea: of<Uint8Array>(
    17,
    (value) => value.length,
    (value, into, at) => into.set(value, at),
  ),
} as const;

function of<Value>(oid: number, size: (value: Value) => number, write: ElementType<Value>['write']) {
  return { oid, size, write } satisfies ElementType<Value>;
}

function fixed<Value>(oid: number, bytes: number, write: ElementType<Value>['write']) {
  return of<Value>(oid, () => bytes, write);
}

/** Microseconds since 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const MICROS_PER_MS = 1_000n;

function writeInstant(value: Date, into: Buffer, at: number): void {
  into.writeBigInt64BE(BigInt(value.getTime() - EPOCH_MS) * MICROS_PER_MS, at);
}

const UUID_BYTES = 16;
const DASHES = /-/g;

/**
 * `write` stops at the first character that is not a hexadecimal digit and at the end of the buffer, so both lengths
 * are checked.
 */
function writeUuid(value: string, into: Buffer, at: number): void {
  const digits = value.replace(DASHES, '');
  const written = into.write(digits, at, 'hex');
  if (written !== UUID_BYTES || digits.length !== 2 * UUID_BYTES) throw new Error('not a UUID');
}

/** Version 1 of the format, then the text. */
function writeJson(value: string, into: Buffer, at: number): void {
  into.writeUInt8(1, at);
  into.write(value, at + 1);
}
