import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { brokenTextRule, plainText } from './plain-text.ts';

const ONE_LINE = { characters: 100, lines: false };
const MANY_LINES = { characters: 100, lines: true };
const DIRECTIONS = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2069'];
const CONTROLS = ['\u0000', '\u0008', '\u000b', '\u001b', '\u007f', '\u0085', '\u009f'];

test.each([...CONTROLS, ...DIRECTIONS].map((character) => [character.codePointAt(0)?.toString(16), character]))(
  'rejects U+%s anywhere, in one line or several',
  (_code, character) => {
    for (const limit of [ONE_LINE, MANY_LINES]) {
      for (const text of [
        character,
        `${character}а`,
        `а${character}`,
        `${'я'.repeat(60)}${character}${'я'.repeat(20)}`,
      ]) {
        expect(plainText(text, limit)).toBeUndefined();
        expect(brokenTextRule(text, limit)).toMatch(/^must hold no control or direction characters/);
      }
    }
  },
);

test.each(['\t', '\n', '\r\n'])('accepts %j in multi-line text only', (character) => {
  const text = `перший${character}другий`;
  expect(plainText(text, MANY_LINES)).toBe(text);
  expect(plainText(text, ONE_LINE)).toBeUndefined();
  expect(brokenTextRule(text, ONE_LINE)).toBe('must hold no control or direction characters, and be on one line');
});

test('accepts text of any script unchanged', () => {
  const written = [
    'О’Коннор-Ґудзь Їжакевич',
    'Patrol 1/2',
    'שלום עולם',
    'مرحبا',
    'ประเทศไทย'.repeat(8),
    '漢字'.repeat(40),
    '🔥👩‍🚒',
  ];
  for (const text of written) expect(plainText(text, ONE_LINE)).toBe(text.normalize());
});

test('every accepted text is in NFC and within the limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
      const plain = plainText(text, MANY_LINES);
      if (plain === undefined) expect(brokenTextRule(text, MANY_LINES)).toMatch(/^must /);
      else expect(plain).toBe(text.normalize());
      expect([...(plain ?? '')].length).toBeLessThanOrEqual(100);
    }),
  );
});

test('counts characters in NFC, not combining marks or surrogate halves', () => {
  expect(plainText('ї'.normalize('NFD').repeat(100), ONE_LINE)).toBe('ї'.repeat(100));
  expect(plainText('🔥'.repeat(100), ONE_LINE)).toBe('🔥'.repeat(100));
  for (const text of ['ї'.normalize('NFD').repeat(101), '🔥'.repeat(101), 'а'.repeat(101), 'а'.repeat(1_000)]) {
    expect(plainText(text, ONE_LINE)).toBeUndefined();
    expect(brokenTextRule(text, ONE_LINE)).toBe('must be at most 100 characters');
  }
});

test('rejects unordered marks without normalising them, which would take seconds', () => {
  const text = `а${'\u0301\u0316'.repeat(100_000)}`;
  const normalize = vi.spyOn(String.prototype, 'normalize');
  onTestFinished(() => normalize.mockRestore());
  expect(plainText(text, { characters: 1_000_000, lines: false })).toBeUndefined();
  expect(normalize).not.toHaveBeenCalled();
  expect(brokenTextRule(text, { characters: 1_000_000, lines: false })).toBe(
    'must not have more than 30 marks on one letter',
  );
});

test('accepts thirty marks on one letter', () => {
  expect(plainText(`а${'\u0316'.repeat(30)}`, ONE_LINE)).toBeDefined();
  expect(plainText(`а${'\u0316'.repeat(31)}`, ONE_LINE)).toBeUndefined();
});
