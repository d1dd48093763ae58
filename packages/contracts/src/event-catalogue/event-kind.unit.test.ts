import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { expect, test } from 'vitest';
import { contracts } from '../inventory/index.ts';
import { EVENT_KINDS } from './catalogue.ts';
import { incidentReported } from './kinds.ts';
import { messageOf } from './subject.ts';

const ID = new BinaryWriter().tag(1, WireType.LengthDelimited).string('019c8a00-0000-7000-8000-000000000001').finish();

test.each([
  ['it holds the end of a group that did not begin', [0x0c]],
  ['a part of it is missing', [0x0a, 9, 1]],
  ['a text is not UTF-8', [0x0a, 1, 0xff]],
  ['a field is of another type', [0x08, 1]],
])('an event is not decoded if %s', (_what, bytes) => {
  const body = Buffer.concat([ID, Buffer.from(bytes)]);
  expect(() => incidentReported.decode(body)).toThrow(expect.objectContaining({ name: 'NotAMessageError' }));
  expect(() => incidentReported.decodeWatched(body)).toThrow(expect.objectContaining({ name: 'NotAMessageError' }));
  expect(incidentReported.decode(ID).incidentId).toBe('019c8a00-0000-7000-8000-000000000001');
});

test('an event may have fields of later versions, and times of earlier ones', () => {
  const later = new BinaryWriter().tag(2_000, WireType.LengthDelimited).string('later').finish();
  expect(incidentReported.decode(Buffer.concat([ID, later])).incidentId).not.toBe('');
  const { number } = fieldOf('occurred_time');
  const nanos = new BinaryWriter()
    .tag(1, WireType.Varint)
    .int64(-1n)
    .tag(2, WireType.Varint)
    .int32(-500_000_000)
    .finish();
  const time = new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(nanos).finish();
  expect(incidentReported.decode(Buffer.concat([ID, time])).incidentId).not.toBe('');
});

test('every kind of event has its message in the contracts', () => {
  for (const { domain, type } of EVENT_KINDS) {
    const name = type.replace(`safecommunity.${domain}.v1.`, '');
    expect(contracts().getMessage(messageOf(domain, name))?.typeName).toBe(messageOf(domain, name));
  }
});

function fieldOf(name: string) {
  const field = contracts()
    .getMessage(messageOf('incidents', 'incident-reported'))
    ?.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`the event has no ${name}`);
  return field;
}
