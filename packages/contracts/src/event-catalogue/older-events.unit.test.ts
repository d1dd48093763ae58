import { readFileSync } from 'node:fs';
import {
  create,
  createFileRegistry,
  fromBinary,
  ScalarType,
  toBinary,
  toJson,
  type DescField,
  type DescMessage,
  type JsonValue,
  type Message,
} from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, test } from 'vitest';
import { contracts } from '../inventory/index.ts';
import { EVENT_KINDS } from './catalogue.ts';

/** The events of incidents as version 0.1.0 declared them, before fields for statistics were added. */
const OLD = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, readFileSync(new URL('../../test/incident-events-0.1.0.binpb', import.meta.url))),
);

const OLD_EVENTS = [...OLD].filter(
  (type): type is DescMessage =>
    type.kind === 'message' && type.typeName.startsWith('safecommunity.incidents.events.v1.'),
);

/** A message with a value in every field. */
function filled(schema: DescMessage): Message {
  const message = reflect(schema, create(schema));
  for (const field of schema.fields) {
    if (field.fieldKind === 'list') message.get(field).add(itemOf(field));
    else message.set(field, itemOf(field));
  }
  return message.message;
}

function itemOf(field: DescField): never {
  const of = field.message ?? field.enum ?? field.scalar;
  if (typeof of === 'object' && of.kind === 'message') return reflect(of, filled(of)) as never;
  if (typeof of === 'object') return of.values.at(-1)?.number as never;
  if (of === ScalarType.STRING) return `value of ${field.name}` as never;
  return (of === ScalarType.BOOL ? true : of === ScalarType.INT64 ? 9n : 9) as never;
}

/** An enum value that a version does not know yet is a number to it. */
function jsonOf(schema: DescMessage, bytes: Uint8Array): Readonly<Record<string, JsonValue>> {
  return toJson(schema, fromBinary(schema, bytes), { alwaysEmitImplicit: false, enumAsInteger: true }) as Record<
    string,
    JsonValue
  >;
}

function schemaNow(typeName: string): DescMessage {
  const found = contracts().getMessage(typeName);
  if (found === undefined) throw new Error(`the contracts have no ${typeName}`);
  return found;
}

test('all events of version 0.1.0 are there', () => {
  expect(OLD_EVENTS).toHaveLength(17);
});

describe.each(OLD_EVENTS.map((old) => [old.name, old] as const))('%s', (_, old) => {
  const now = schemaNow(old.typeName);

  test('of today is read by a consumer of version 0.1.0, with all that this version knows', () => {
    const bytes = toBinary(now, filled(now));
    const whole = jsonOf(now, bytes);
    const known = Object.fromEntries(
      old.fields.map((field) => [
        field.jsonName,
        asRead(
          field,
          now.fields.find(({ number }) => number === field.number),
          whole[field.jsonName],
        ),
      ]),
    );
    expect(jsonOf(old, bytes)).toEqual(known);
  });

  test('of version 0.1.0 is read today, and what it lacks is absent', () => {
    const bytes = toBinary(old, filled(old));
    expect(jsonOf(now, bytes)).toEqual(jsonOf(old, bytes));
    const kind = EVENT_KINDS.find(({ type }) => type.endsWith(`.${kebab(old.name)}`));
    const decoded = kind?.decode(bytes) as Readonly<Record<string, unknown>>;
    const added = now.fields.filter((field) => old.fields.every(({ number }) => number !== field.number));
    for (const { localName, fieldKind } of added)
      expect([localName, decoded[localName]]).toEqual([localName, ABSENT[fieldKind]]);
  });
});

/** An enum that is not known is UNSPECIFIED. */
const ABSENT: Readonly<Record<string, unknown>> = { enum: 0, list: [] };

/** Enums are open: a consumer reads a value that its version does not know as its number. */
function asRead(old: DescField, now: DescField | undefined, value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((each) => asRead(old, now, each) ?? null);
  if (old.enum === undefined || old.enum.values.some(({ name }) => name === value)) return value;
  return now?.enum?.values.find(({ name }) => name === value)?.number ?? value;
}

function kebab(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
