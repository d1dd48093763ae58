import { fromBinary, ScalarType, type DescField } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { limitOf } from '@safe-community/contracts/inventory';
import { Refusal } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bytesAt, everyMethod, pathTo, waysTo } from '../test/any-request.ts';
import { inspectMessage } from './index.ts';
import { requestReader } from './read-request.ts';

const METHODS = await everyMethod();

/** The refusal of a request; undefined if it is accepted. */
function refusalOf(read: (bytes: Buffer) => unknown, bytes: Uint8Array): Refusal | undefined {
  try {
    read(Buffer.from(bytes));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function timestamp(seconds: bigint, nanos: number): Uint8Array {
  return new BinaryWriter().tag(1, WireType.Varint).int64(seconds).tag(2, WireType.Varint).int32(nanos).finish();
}

const LAST_SECOND = 253_402_300_799n;
const FIRST_SECOND = -62_135_596_800n;
const TIMES = [
  timestamp(FIRST_SECOND, 0),
  timestamp(LAST_SECOND, 999_000_000),
  timestamp(0n, 999_999_999),
  new Uint8Array(),
];
const NO_TIMES = [
  timestamp(LAST_SECOND + 1n, 0),
  timestamp(FIRST_SECOND - 1n, 0),
  timestamp(2n ** 63n - 1n, 0),
  timestamp(-(2n ** 63n), 0),
  timestamp(1_700_000_000n, -1),
  timestamp(1_700_000_000n, 1_000_000_000),
  timestamp(0n, -(2 ** 31)),
];

const isTime = (field: DescField): boolean => field.message?.typeName === 'google.protobuf.Timestamp';
const isText = (field: DescField): boolean => field.scalar === ScalarType.STRING;

/** The part of a decoded message at the end of a way, as `bytesAt` writes it. */
function partAt(message: unknown, way: readonly DescField[]): object {
  const part = way.reduce((holder, field) => {
    const parts = holder as Record<string, unknown>;
    const chosen = field.oneof === undefined ? parts[field.localName] : parts[field.oneof.localName];
    if (field.fieldKind === 'list') return (chosen as unknown[])[1];
    return field.oneof === undefined ? chosen : (chosen as { value: unknown }).value;
  }, message);
  return part as object;
}

/** What is reported of a request: by its reader, or where its independent parts are checked. */
function reportedOf(read: (bytes: Buffer) => unknown, way: readonly DescField[], content: Uint8Array): string[] {
  const bytes = bytesAt(way, content);
  const refusal = refusalOf(read, bytes);
  if (refusal !== undefined) return refusal.violations.map(({ field }) => field);
  const apart = way.findIndex((field) => limitOf(field).apart);
  const row = way[apart]?.message;
  if (row === undefined) return [];
  const within = way.slice(0, apart + 1);
  const found = inspectMessage(row.typeName, partAt(read(Buffer.from(bytes)), within));
  return found.map(({ field }) => `${pathTo(within)}.${field}`);
}

const METHODS_WITH_TIMES = METHODS.filter(([, { input }]) => waysTo(input, isTime).length > 0);

describe.each(METHODS_WITH_TIMES)('%s', (_name, { input }, method) => {
  it('refuses every time that is none, by its field, and no other', () => {
    const read = requestReader(method);
    for (const way of waysTo(input, isTime)) {
      for (const time of NO_TIMES) expect(reportedOf(read, way, time)).toEqual([pathTo(way)]);
      for (const time of TIMES) expect(reportedOf(read, way, time)).toEqual([]);
    }
  });
});

describe.each(METHODS)('%s', (_name, { input }, method) => {
  const read = requestReader(method);

  it('refuses bytes that are no message, also in each part', () => {
    const parts = waysTo(input, ({ message }) => message !== undefined);
    for (const way of [[], ...parts]) {
      for (const [what, bytes] of Object.entries(NO_MESSAGES)) {
        const refusal = refusalOf(read, bytesAt(way, Uint8Array.from(bytes)));
        expect(`${what} in ${pathTo(way)}: ${refusal?.reason}`).toBe(`${what} in ${pathTo(way)}: MESSAGE_MALFORMED`);
      }
    }
  });

  it('refuses every field that is written as another type', () => {
    for (const way of waysTo(input, () => true)) {
      const { number, fieldKind, scalar } = way.at(-1) ?? never();
      const isOfBytes = fieldKind === 'message' || scalar === ScalarType.STRING || scalar === ScalarType.BYTES;
      if (fieldKind === 'list') continue;
      const other = new BinaryWriter()
        .tag(number, isOfBytes ? WireType.Varint : WireType.LengthDelimited)
        .uint32(0)
        .finish();
      const refusal = refusalOf(read, bytesAt(way.slice(0, -1), other));
      expect([pathTo(way), refusal?.reason]).toEqual([pathTo(way), 'MESSAGE_MALFORMED']);
    }
  });

  it('refuses every text that is not UTF-8, by its field', () => {
    for (const way of waysTo(input, isText)) {
      const refusal = refusalOf(read, bytesAt(way, Uint8Array.from([0x61, 0xff])));
      expect([refusal?.reason, refusal?.violations]).toEqual([
        'FIELDS_INVALID',
        [{ field: pathTo(way), rule: 'must be UTF-8' }],
      ]);
    }
  });
});

/** Of a field with a high number, which no request has: 2047. */
const NO_MESSAGES: Record<string, readonly number[]> = {
  'the end of a group that did not begin': [0xfc, 0x7f],
  'a message, and then the end of a group': [0xf8, 0x7f, 1, 0xfc, 0x7f],
  'a group without an end': [0xfb, 0x7f],
  'a group that ends as another': [0xfb, 0x7f, 0xf4, 0x7f],
  'a broken group': [0xfb, 0x7f, 0xfe, 0x7f, 0xfc, 0x7f],
  'groups that are nested too deep': Array.from({ length: 150 }, () => [0xfb, 0x7f]).flat(),
  'field number 0': [0x00, 0x00],
  'field number 0 of bytes': [0x02, 0x00],
  'a field number beyond all': [0xf8, 0xff, 0xff, 0xff, 0x1f, 1],
  'a field number of too many bytes': [0xf8, 0xff, 0x80, 0x80, 0x80, 0x00, 1],
  'wire type 6': [0xfe, 0x7f],
  'wire type 7': [0xff, 0x7f],
  'half a tag': [0xf8],
  'a tag without a value': [0xf8, 0x7f],
  'half a number': [0xf8, 0x7f, 0x80],
  'a number of eleven bytes': [0xf8, 0x7f, ...Array.from({ length: 10 }, () => 0x80), 0x00],
  'half of four bytes': [0xfd, 0x7f, 0, 0],
  'half of eight bytes': [0xf9, 0x7f, 0, 0, 0, 0],
  'fewer bytes than their length': [0xfa, 0x7f, 5, 1, 2],
};

test('numbers of a list may be packed, and must end where the list does', () => {
  const found = METHODS.find(([name]) => name === 'PublicRequestService/ListRequests');
  const [, { input }, method] = found ?? never();
  const read = requestReader(method);
  const { number } = input.fields.find(({ name }) => name === 'categories') ?? never();
  const packed = (...bytes: number[]) =>
    new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(Uint8Array.from(bytes)).finish();
  expect(read(Buffer.from(packed(1, 0x80, 0x01)))).toMatchObject({ categories: [1, 128] });
  expect(refusalOf(read, Buffer.concat([packed(1, 0x80), packed(1)]))?.reason).toBe('MESSAGE_MALFORMED');
});

test('of bytes that are accepted, generated code reads what another decoder reads, without an error', () => {
  const [, { input }, method] = METHODS.find(([name]) => name === 'AuditService/SearchEntries') ?? never();
  const read = requestReader(method);
  let accepted = 0;
  const piece = fc.oneof(
    fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 127 })).map(([tag, value]) => [tag, value]),
    fc
      .tuple(fc.constantFrom(0x12, 0x1a, 0x42, 0x4a, 0x7a), fc.array(fc.nat({ max: 60 }), { maxLength: 6 }))
      .map(([tag, bytes]) => [tag, bytes.length, ...bytes]),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flat());
      if (refusalOf(read, bytes) !== undefined) return;
      accepted += 1;
      const { pageToken } = read(Buffer.from(bytes)) as { pageToken: string };
      expect(fromBinary(input, bytes)).toMatchObject({ pageToken });
    }),
    { numRuns: 5_000, seed: 20_261_201 },
  );
  expect(accepted).toBeGreaterThan(300);
});

function never(): never {
  throw new Error('the contracts have another shape');
}
