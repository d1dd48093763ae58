import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPhone, checkText } from './plain-text.ts';
import { readableText } from '../../test/arbitrary-report.ts';

const FORBIDDEN = [
  '\u0000',
  '\u000b',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u00ad', // soft hyphen
  '\u061c', // turns the direction
  '\u200b',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufffd', // stands for bytes that were no text
  '\ud83d', // half of a character
  '\u{e0041}',
];

test('text that people write is taken', () => {
  fc.assert(
    fc.property(readableText(100), (text) => {
      expect(checkText(text, 'field', 100)).toEqual([]);
    }),
  );
});

test('text with a forbidden character anywhere is refused', () => {
  fc.assert(
    fc.property(readableText(20), fc.constantFrom(...FORBIDDEN), readableText(20), (before, forbidden, after) => {
      expect(checkText(before + forbidden + after, 'field', 100)).toEqual([
        { field: 'field', rule: 'must hold no control, direction, invisible or broken characters' },
      ]);
    }),
  );
});

test.each(FORBIDDEN.map((character) => [character.codePointAt(0)?.toString(16), character]))(
  'U+%s is refused',
  (_code, character) => {
    expect(checkText(`а${character}б`, 'field', 3)).toHaveLength(1);
  },
);

test('length is counted in characters', () => {
  expect(checkText('🔥'.repeat(10), 'field', 10)).toEqual([]);
  expect(checkText('🔥'.repeat(11), 'field', 10)).toEqual([{ field: 'field', rule: 'must be at most 10 characters' }]);
  expect(checkText('а'.repeat(11), 'field', 10)).toHaveLength(1);
});

test.each(['', '+38067111', '+380671112233', '+123456789012345'])('phone "%s" is taken', (phone) => {
  expect(checkPhone(phone, 'field')).toEqual([]);
});

test.each([
  '+3806711',
  '+1234567890123456',
  '380671112233',
  '+0671112233',
  '+38 067 111',
  '+38067111223\n',
  '+٣٨٠٦٧١١١',
])('phone "%s" is refused', (phone) => {
  expect(checkPhone(phone, 'field')).toEqual([{ field: 'field', rule: 'must be "+" and 8 to 15 digits' }]);
});
