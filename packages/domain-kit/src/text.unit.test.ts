import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkName, checkPhone, checkText, escapeHidden } from './text.ts';

test.each([
  'Ян',
  'Петренко Марія Іванівна',
  'О’Коннор-Ґудзь Їжакевич',
  'Patrol Police in Vinnytska oblast',
  'а'.repeat(200),
  '𐓏'.repeat(200),
])('accepts the name %j', (name) => expect(checkName(name, 'full_name')).toEqual([]));

test.each([
  ['too short', 'Я', /2 to 200/],
  ['empty', '', /2 to 200/],
  ['one character of two UTF-16 units', '𐓏', /2 to 200/],
  ['too long', 'а'.repeat(201), /2 to 200/],
  ['with a tab', 'Марія\tПетренко', /control/],
  ['with a line break', 'Марія\nПетренко', /control/],
  ['with a blank at the end', 'Марія ', /blank/],
  ['with a no-break space at the beginning', '\u00a0Марія', /blank/],
])('rejects a name that is %s', (_, name, rule) => {
  const violations = checkName(name, 'full_name');
  expect(violations.map(({ rule: broken }) => broken).join('; ')).toMatch(rule);
  for (const { field } of violations) expect(field).toBe('full_name');
  expect(JSON.stringify(violations)).not.toContain('Марія');
});

const FORBIDDEN = [
  '\u0000', // NUL
  '\u000b',
  '\u001b',
  '\u007f',
  '\u0085', // C1
  '\u00ad', // soft hyphen
  '\u061c', // direction
  '\u200b', // no width
  '\u200d', // joiner
  '\u200f',
  '\u2028', // line separator
  '\u202a', // direction embedding
  '\u202e', // direction override
  '\u2066', // isolate
  '\u3164', // a letter that shows nothing
  '\ufeff', // byte order mark
  '\ufffd', // replaces bytes that were no text
  '\ud83d', // half of a character
  '\u{e0041}', // tag
];

test.each(FORBIDDEN.map((character) => [character.codePointAt(0)?.toString(16), character]))(
  'rejects U+%s in every text',
  (_code, character) => {
    const rule = 'must hold no control, direction, invisible or broken characters';
    expect(checkText(`а${character}б`, 'text', { most: 10, lines: true })).toEqual([{ field: 'text', rule }]);
    expect(checkName(`а${character}б`, 'name')).toEqual([{ field: 'name', rule }]);
  },
);

test('accepts line breaks and tabs only where lines are allowed', () => {
  expect(checkText('а\tб\r\nв', 'text', { most: 10, lines: true })).toEqual([]);
  expect(checkText('а\nб', 'text', { most: 10 })).toHaveLength(1);
});

test('accepts emoji with their variation selector', () => {
  expect(checkText('❤\ufe0f', 'text', { most: 2 })).toEqual([]);
});

test('counts characters, not UTF-16 units', () => {
  expect(checkText('🔥'.repeat(10), 'text', { most: 10 })).toEqual([]);
  expect(checkText('🔥'.repeat(11), 'text', { most: 10 })).toEqual([
    { field: 'text', rule: 'must be at most 10 characters' },
  ]);
  expect(checkText('а'.repeat(11), 'text', { most: 10 })).toHaveLength(1);
});

test('does not scan a text of megabytes', () => {
  const units = vi.spyOn(String.prototype, Symbol.iterator);
  onTestFinished(() => units.mockRestore());
  // A scan would find both the blank and the control characters.
  const violations = checkName(` ${'\u0000'.repeat(4_000_000)}`, 'name');
  expect(units).not.toHaveBeenCalled();
  expect(violations).toEqual([{ field: 'name', rule: 'must be 2 to 200 characters' }]);
});

test.each(['', '+380501112233', '+38067111', '+12345678', '+123456789012345'])('accepts the phone number %j', (phone) =>
  expect(checkPhone(phone, 'phone')).toEqual([]),
);

test.each([
  '0501112233',
  '+0501112233',
  '+3806711',
  '+1234567890123456',
  '+38 050 111 22 33',
  '+38 050 111 22 33',
  '+380501112233\n',
  '+٣٨٠٦٧١١١',
])('rejects the phone number %j', (phone) =>
  expect(checkPhone(phone, 'phone')).toEqual([{ field: 'phone', rule: 'must be "+" and 8 to 15 digits' }]),
);

describe('escapeHidden', () => {
  test('leaves nothing that begins a line or acts on a terminal, and says what was there', () => {
    const text = `а${FORBIDDEN.join('')}\r\n\tб`;
    const escaped = escapeHidden(text);
    expect(checkText(escaped, 'text', { most: 1_000 })).toEqual([]);
    expect(JSON.parse(`"${escaped}"`)).toBe(text);
  });

  test('keeps line breaks and tabs in a text of several lines, but no return to the beginning of a line', () => {
    expect(escapeHidden('а\tб\r\nв\nг\rд\u001b[2K', { lines: true })).toBe('а\tб\r\nв\nг\\u000dд\\u001b[2K');
  });

  test('changes no other text', () => {
    const text = 'Їжак “ґ” 👍🏽 ❤️ \\u202e 1\u00a0000';
    expect(escapeHidden(text)).toBe(text);
  });
});
