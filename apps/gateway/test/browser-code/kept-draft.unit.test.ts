import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detailsAmong, MAX_MS, readKept } from '../../browser/kept-draft.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const DRAFT = { id: '1', at: NOW, form: 'sealed', fields: [['description', 'Яма']] };

test('a draft is kept for a day, whatever the clock does', () => {
  const text = JSON.stringify(DRAFT);
  expect(readKept(text, NOW)).toEqual(DRAFT);
  expect(readKept(text, NOW + MAX_MS)).toEqual(DRAFT);
  expect(readKept(text, NOW + MAX_MS + 1)).toBeUndefined();
  expect(readKept(text, NOW - MAX_MS - 1)).toBeUndefined();
});

test('what is no draft is none', () => {
  for (const text of [null, '', '{', 'null', '1', '[]', '{}']) expect(readKept(text, NOW)).toBeUndefined();
  for (const wrong of [
    { id: 1 },
    { at: '1' },
    { form: null },
    { fields: {} },
    { fields: [['a']] },
    { fields: [[1, 2]] },
  ]) {
    expect(readKept(JSON.stringify({ ...DRAFT, ...wrong }), NOW)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.json(), (text) => {
      const read = readKept(text, NOW);
      return read === undefined || typeof read.form === 'string';
    }),
  );
});

test('of a form, description and attributes are kept, and nothing else', () => {
  const contact = [
    ['name', 'Ївга'],
    ['phone', '+380501234567'],
    ['email', 'a@example.org'],
    ['form', 'sealed'],
    ['step', 'details'],
    ['website', ''],
  ] as const;
  const details = [
    ['a-infrastructure_kind', 'road_pit'],
    ['a-kinds', 'one'],
    ['a-kinds', 'two'],
    ['description', 'Яма'],
  ] as const;
  expect(detailsAmong([...contact, ...details, ['a-object_code', '']])).toEqual(details);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (entries) =>
      detailsAmong(entries).every(([name]) => name === 'description' || name.startsWith('a-')),
    ),
  );
});
