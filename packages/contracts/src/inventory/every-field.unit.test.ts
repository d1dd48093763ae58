import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { fieldsOfRequests, heldSomewhere, holdingOf, limitOf, ourMessages } from './index.ts';

const POINT = 'safecommunity.geo.v1.Point';

/** "incidents.v1.Reporter.phone", as a developer would look it up. */
function nameOf({ typeName }: DescMessage, { name }: DescField): string {
  return `${typeName.replace('safecommunity.', '')}.${name}`;
}

/** Fields that must declare their sensitivity, whatever their purpose. */
function mustDeclare({ scalar, message, fieldKind }: DescField): boolean {
  const isText = scalar === ScalarType.STRING || scalar === ScalarType.BYTES;
  return isText || fieldKind === 'map' || message?.typeName === POINT;
}

test('every text, bytes, map and point of every message declares its sensitivity', () => {
  const silent = ourMessages().flatMap((message) =>
    message.fields
      .filter((field) => mustDeclare(field) && holdingOf(field) === undefined)
      .map((field) => nameOf(message, field)),
  );
  expect(silent).toEqual([]);
});

test('no event contains personal, internal or secret fields', () => {
  const told = heldSomewhere('PERSONAL', 'SECRET', 'INTERNAL')
    .filter(({ message }) => message.file.proto.package.endsWith('.events.v1'))
    .map(({ message, field }) => nameOf(message, field));
  expect(told).toEqual([]);
});

test('no message inside an event does either', () => {
  const parts = ourMessages()
    .filter(({ file }) => file.proto.package.endsWith('.events.v1'))
    .flatMap(({ fields }) => fields.flatMap(({ message }) => message ?? []));
  const told = heldSomewhere('PERSONAL', 'SECRET', 'INTERNAL')
    .filter(({ message }) => parts.includes(message))
    .map(({ message, field }) => nameOf(message, field));
  expect(told).toEqual([]);
});

test('every text of a request has a maximum length, every list a number of items, all bytes a size', () => {
  const unbounded = fieldsOfRequests()
    .filter(({ field }) => {
      const { characters, items, bytes } = limitOf(field);
      if (field.fieldKind === 'list' && items === 0) return true;
      if (field.scalar === ScalarType.STRING) return characters === 0;
      return field.scalar === ScalarType.BYTES && bytes === 0;
    })
    .map(({ message, field }) => nameOf(message, field));
  expect(unbounded).toEqual([]);
});

test('no request has a map: nothing would check it', () => {
  const maps = fieldsOfRequests().filter(({ field }) => field.fieldKind === 'map');
  expect(maps.map(({ message, field }) => nameOf(message, field))).toEqual([]);
});

test.each([
  ['incidents.v1.IncidentReport.description', 'PERSONAL'],
  ['incidents.v1.IncidentReport.location', 'PERSONAL'],
  ['incidents.v1.ConcernedPerson.birth_date', 'PERSONAL'],
  ['incidents.v1.RiskAssessment.level', 'PERSONAL'],
  ['incidents.v1.ReportIncidentResponse.tracking_token', 'SECRET'],
  ['officers.v1.Officer.phone', 'PERSONAL'],
  ['incidents.v1.LegalHold.ground', 'INTERNAL'],
])('%s is %s', (name, holding) => {
  const found = ourMessages().flatMap((message) =>
    message.fields.filter((field) => nameOf(message, field) === name).map(holdingOf),
  );
  expect(found).toEqual([holding]);
});
