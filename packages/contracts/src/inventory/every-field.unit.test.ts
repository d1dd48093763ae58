import { ScalarType } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  fieldName,
  fieldsOfRequests,
  heldSomewhere,
  holdingOf,
  limitOf,
  ourMessages,
  undeclaredFields,
} from './index.ts';

test('every text, bytes, map and point of every message declares its sensitivity', () => {
  expect(undeclaredFields(), 'fields without data.v1.holds: add it in their proto').toEqual([]);
});

test('no event contains personal, internal or secret fields', () => {
  const told = heldSomewhere('PERSONAL', 'SECRET', 'INTERNAL')
    .filter(({ message }) => message.file.proto.package.endsWith('.events.v1'))
    .map(fieldName);
  expect(told, 'fields of events: leave them out of the event').toEqual([]);
});

test('no message inside an event does either', () => {
  const parts = ourMessages()
    .filter(({ file }) => file.proto.package.endsWith('.events.v1'))
    .flatMap(({ fields }) => fields.flatMap(({ message }) => message ?? []));
  const told = heldSomewhere('PERSONAL', 'SECRET', 'INTERNAL')
    .filter(({ message }) => parts.includes(message))
    .map(fieldName);
  expect(told, 'fields of events: leave them out of the event').toEqual([]);
});

test('every text of a request has a maximum length, every list a number of items, all bytes a size', () => {
  const unbounded = fieldsOfRequests()
    .filter(({ field }) => {
      const { characters, items, bytes } = limitOf(field);
      if (field.fieldKind === 'list' && items === 0) return true;
      if (field.scalar === ScalarType.STRING) return characters === 0;
      return field.scalar === ScalarType.BYTES && bytes === 0;
    })
    .map(fieldName);
  expect(unbounded, 'fields without data.v1.limit: add it in their proto').toEqual([]);
});

test('no request has a map: nothing would check it', () => {
  const maps = fieldsOfRequests().filter(({ field }) => field.fieldKind === 'map');
  expect(maps.map(fieldName)).toEqual([]);
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
    message.fields.filter((field) => fieldName({ message, field }) === name).map(holdingOf),
  );
  expect(found).toEqual([holding]);
});
