import { expect, test } from 'vitest';
import { checkUuid } from './uuid.ts';

test.each([
  '019c8a00-0000-7000-8000-000000000001',
  'F47AC10B-58CC-4372-A567-0E02B2C3D479',
  '00000000-0000-0000-0000-000000000000',
])('accepts %s', (id) => {
  expect(checkUuid(id, 'request_id')).toEqual([]);
});

test.each([
  '',
  'x',
  '019c8a00000070008000000000000001',
  ' 019c8a00-0000-7000-8000-000000000001',
  '019c8a00-0000-9000-8000-000000000001',
  'канарка',
])('rejects %j, naming the field only', (text) => {
  expect(checkUuid(text, 'request_id')).toEqual([{ field: 'request_id', rule: 'must be a UUID' }]);
});
