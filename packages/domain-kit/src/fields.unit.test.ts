import { expect, test } from 'vitest';
import { Fields, parseFields } from './fields.ts';
import { unless } from './violation.ts';

const REQUEST = {
  incidentId: 'F47AC10B-58CC-4372-A567-0E02B2C3D479',
  mergedInto: '',
  reason: 'fixed',
  role: 2,
  dueTime: new Date('2026-11-24T10:00:00Z') as Date | undefined,
};

const toRole = (number: number) => (number === 2 ? 'deputy' : undefined);
const notEmpty = (text: string, field: string) => unless(text !== '', field, 'must not be empty');

function read(request: typeof REQUEST) {
  return parseFields(request, (_request, fields) => ({
    incidentId: fields.uuid('incident_id'),
    mergedInto: fields.optionalUuid('merged_into'),
    reason: fields.text('reason', notEmpty),
    role: fields.word('role', toRole, 'roles'),
    dueAt: fields.time('due_time'),
  }));
}

test('reads a request whose fields break no rule', () => {
  expect(read(REQUEST)).toEqual({
    value: {
      incidentId: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
      mergedInto: '',
      reason: 'fixed',
      role: 'deputy',
      dueAt: REQUEST.dueTime,
    },
  });
});

test('reports every broken rule at once, by proto names, without values', () => {
  expect(read({ incidentId: 'канарка', mergedInto: 'x', reason: '', role: 9, dueTime: undefined })).toEqual({
    violations: [
      { field: 'incident_id', rule: 'must be a UUID' },
      { field: 'merged_into', rule: 'must be a UUID' },
      { field: 'reason', rule: 'must not be empty' },
      { field: 'role', rule: 'must be one of the known roles' },
      { field: 'due_time', rule: 'must be given' },
    ],
  });
});

test('rejects a time that is out of range', () => {
  const fields = new Fields({ dueTime: new Date(Number.NaN) });
  fields.optionalTime('due_time');
  expect(fields.violations).toEqual([{ field: 'due_time', rule: 'must be a valid time' }]);
});

test('a part that was parsed separately gives its value, or its violations', () => {
  const fields = new Fields({});
  expect(fields.part({ value: 7 })).toBe(7);
  expect(fields.violations).toEqual([]);
  const violations = [{ field: 'report', rule: 'must be given' }];
  fields.part({ violations });
  expect(fields.violations).toEqual(violations);
});

test('reads a list, and names the element that breaks a rule', () => {
  const units = [{ name: 'a' }, { name: '' }, { name: 'c' }];
  const readUnits = (given: typeof units) =>
    parseFields({ units: given }, (_request, fields) =>
      fields.list('units', (_unit: { name: string }, each) => each.text('name', notEmpty)),
    );
  expect(readUnits(units)).toEqual({ violations: [{ field: 'units[1].name', rule: 'must not be empty' }] });
  expect(readUnits([{ name: 'a' }])).toEqual({ value: ['a'] });
});

test('the refusal of a message names every violation, also those that were found before', () => {
  const fields = new Fields(REQUEST);
  fields.check([{ field: 'reason', rule: 'must not be empty' }]);
  expect(fields.refusal([{ field: 'role', rule: 'must be given' }])).toMatchObject({
    kind: 'invalid-argument',
    violations: [
      { field: 'reason', rule: 'must not be empty' },
      { field: 'role', rule: 'must be given' },
    ],
  });
});

test('a refusal without a violation is a fault of the program, and one that was made does not change', () => {
  const fields = new Fields(REQUEST);
  expect(() => fields.refusal()).toThrow('a refusal without a violation');
  const refusal = fields.refusal([{ field: 'role', rule: 'must be given' }]);
  fields.check([{ field: 'reason', rule: 'must not be empty' }]);
  expect(refusal.violations).toEqual([{ field: 'role', rule: 'must be given' }]);
});
