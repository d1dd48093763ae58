import { expect, test } from 'vitest';
import { checkName, checkPhone } from '../src/domain/plain-text.ts';

test.each([
  'Ян',
  'Петренко Марія Іванівна',
  'О’Коннор-Ґудзь Їжакевич',
  'Patrol Police in Vinnytska oblast',
  'а'.repeat(200),
])('the name %j is taken', (name) => expect(checkName(name, 'full_name')).toEqual([]));

test.each([
  ['too short', 'Я', /2 to 200/],
  ['empty', '', /2 to 200/],
  ['too long', 'а'.repeat(201), /2 to 200/],
  ['a NUL', 'Марія\u0000', /control/],
  ['a tab', 'Марія\tПетренко', /control/],
  ['a line break', 'Марія\nПетренко', /control/],
  ['a C1 control', 'Марія\u0085', /control/],
  ['an override of direction', 'Марія\u202eкнетеП', /direction/],
  ['an embedding of direction', '\u202aМарія', /direction/],
  ['an isolate', 'Марія\u2066', /direction/],
  ['a space of no width', 'Мар\u200bія', /invisible/],
  ['a joiner', 'Мар\u200dія', /invisible/],
  ['a byte order mark', '\ufeffМарія', /invisible/],
  ['a soft hyphen', 'Мар\u00adія', /invisible/],
  ['an invisible letter', 'Мар\u3164ія', /invisible/],
  ['a line separator', 'Марія\u2028Петренко', /control/],
  ['a blank at the end', 'Марія ', /blank/],
  ['a no-break space at the beginning', '\u00a0Марія', /blank/],
])('a name with %s is refused', (_, name, rule) => {
  const violations = checkName(name, 'full_name');
  expect(violations.length).toBeGreaterThan(0);
  for (const { field } of violations) expect(field).toBe('full_name');
  expect(JSON.stringify(violations)).not.toContain('Марія');
  expect(violations.map(({ rule }) => rule).join('; ')).toMatch(rule);
});

test('characters are counted, not their halves', () => {
  expect(checkName('𐓏'.repeat(200), 'name')).toEqual([]);
});

test('a name of megabytes is refused at once', () => {
  const name = 'а'.repeat(4_000_000);
  // The quickest of some: a busy machine may be away meanwhile.
  const took = Array.from({ length: 5 }, () => {
    const started = performance.now();
    expect(checkName(name, 'name')).toHaveLength(1);
    return performance.now() - started;
  });
  expect(Math.min(...took)).toBeLessThan(50);
});

test.each(['', '+380501112233', '+12345678', '+123456789012345'])('the telephone %j is taken', (phone) =>
  expect(checkPhone(phone, 'phone')).toEqual([]),
);

test.each(['0501112233', '+0501112233', '+1234567', '+1234567890123456', '+38 050 111 22 33', '+380501112233\n'])(
  'the telephone %j is refused',
  (phone) => expect(checkPhone(phone, 'phone')).toEqual([{ field: 'phone', rule: 'must be "+" and 8 to 15 digits' }]),
);
