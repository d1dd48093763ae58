import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import { ATTRIBUTE_NAMES } from '../src/attributes.ts';

const standard = new Set<unknown>(Object.values(conventions));

test.each(ATTRIBUTE_NAMES)('%s is a standard attribute or one of ours', (name) => {
  expect(standard.has(name) || /^safe_community(\.[a-z_]+)+$/.test(name)).toBe(true);
});

test.each(['rpc.server.call.duration', 'rpc.client.call.duration'])('%s is standard', (name) => {
  expect(standard.has(name)).toBe(true);
});

test('no attribute is for personal data', () => {
  expect(ATTRIBUTE_NAMES.filter((name) => /user|person|phone|geo|client\.address/.test(name))).toEqual([]);
});
