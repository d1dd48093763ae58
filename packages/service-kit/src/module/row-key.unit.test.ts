import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { rowId, updateKey } from './row-key.ts';
import { expect, test } from 'vitest';

const BY = { system: 'cli', edrpou: '', actingUser: '', purpose: '' };

test('the id of a row is a UUID version 5, and the same in every release', () => {
  expect(rowId('city-112', '77')).toBe('88adad25-85fe-55fb-85e5-1c6e719f1835');
  const namespace = '6f0a3c1e-5d0b-4a53-9a53-2f6f7f1f8a11';
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (source, id) => {
      expect(rowId(source, id)).toBe(v5(`${source}/${id}`, namespace));
    }),
  );
});

test('the id of a version is the same for the same content, and does not tell it without the key', () => {
  const idOf = (content: string, secret: string) =>
    updateKey('city-112', 'call-1', createHash('sha256').update(content).digest(), BY, (digest) =>
      createHmac('sha256', secret).update(digest).digest(),
    ).requestId;
  expect(idOf('closed', 'secret')).toBe(idOf('closed', 'secret'));
  const others = [idOf('open', 'secret'), idOf('closed', 'another')];
  expect(new Set([idOf('closed', 'secret'), ...others]).size).toBe(3);
});
