import { isRefused } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkOrder, createKey, revokeKey, tokenIn, toKeyText } from './api-key.ts';

const ID = '01a2207d-c98d-7473-8766-bf755ce90ecd';
const NOW = new Date('2026-11-29T10:00:00Z');
const ORDER = { clientName: 'Застосунок міста', contact: 'it@vin.example', reportsPerMinute: 0 };

test('a key has the rate that was asked for, or the usual one', () => {
  expect(createKey(ORDER, ID, NOW)).toMatchObject({ keyId: ID, reportsPerMinute: 60, createdAt: NOW });
  expect(createKey({ ...ORDER, reportsPerMinute: 5 }, ID, NOW).reportsPerMinute).toBe(5);
});

test('names the fields of an order that are missing or too much', () => {
  expect(checkOrder(ORDER)).toEqual([]);
  const broken = checkOrder({ clientName: '', contact: 'x\u0000y', reportsPerMinute: 6_001 });
  expect(broken.map(({ field }) => field)).toEqual(['client_name', 'contact', 'reports_per_minute']);
});

test('a key is revoked once', () => {
  const revoked = revokeKey(createKey(ORDER, ID, NOW), NOW);
  if (isRefused(revoked)) throw revoked;
  expect(revoked.revokedAt).toEqual(NOW);
  expect(revokeKey(revoked, NOW)).toMatchObject({ reason: 'API_KEY_REVOKED' });
});

test('a key is recognised by its beginning', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(tokenIn(toKeyText(text))).toBe(text);
      expect(text.startsWith('sc311_') || tokenIn(text) === undefined).toBe(true);
    }),
  );
});
