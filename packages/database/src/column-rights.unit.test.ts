import { defineEntity, p } from '@mikro-orm/postgresql';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Rights } from './index.ts';

const Camera = defineEntity({
  name: 'Camera',
  tableName: 'camera',
  properties: { id: p.uuid().primary(), model: p.string(), faultNote: p.string().nullable() },
});

function open(rights: Rights): void {
  const url = 'postgresql://nobody:nothing@127.0.0.1:1/none';
  const database = openDatabase({ url, entities: [Camera], migrations: [], rights });
  onTestFinished(() => database.close());
}

test('a column that can be null and that no right mentions is named', () => {
  expect(() => open({ camera: { insert: true, update: ['model'] } })).toThrow(
    'the rights of the table camera do not mention its column fault_note: add it to `update`, or to `insertOnly`',
  );
});

test.each<[string, Rights]>([
  ['may be updated', { camera: { insert: true, update: ['model', 'fault_note'] } }],
  ['may be updated like all columns', { camera: { insert: true, update: true } }],
  ['never changes', { camera: { insert: true, update: ['model'], insertOnly: ['fault_note'] } }],
  ['belongs to rows that never change', { camera: { insert: true } }],
])('such a column that %s passes', (_, rights) => {
  expect(() => open(rights)).not.toThrow();
});
