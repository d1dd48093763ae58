import fc from 'fast-check';
import { v5 } from 'uuid';
import { rowId } from './row-key.ts';
import { expect, test } from 'vitest';

test('the id of a row is a UUID version 5, and the same in every release', () => {
  expect(rowId('city-112', '77')).toBe('88adad25-85fe-55fb-85e5-1c6e719f1835');
  const namespace = '6f0a3c1e-5d0b-4a53-9a53-2f6f7f1f8a11';
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (source, id) => {
      expect(rowId(source, id)).toBe(v5(`${source}/${id}`, namespace));
    }),
  );
});
