import { expect, test } from 'vitest';
import { checkAttributes, type AttributeRule } from './attributes.ts';
import type { CategoryPolicy } from './category-policy.ts';
import { policyOf } from '../../test/arbitrary-report.ts';

const check = (policy: CategoryPolicy, attributes: Readonly<Record<string, string>>) =>
  checkAttributes(policy, { attributes, attributeNames: Object.keys(attributes) }, 'at');
const FIRE = policyOf({ category: 'fire' });
const name = { uk: 'слово', en: 'word' };
const values = ['red', 'green', 'blue'].map((value) => ({ value, name }));

const RULES: Readonly<Record<AttributeRule['type'], AttributeRule>> = {
  choice: { name: 'fact', wording: name, required: false, type: 'choice', values },
  choices: { name: 'fact', wording: name, required: false, type: 'choices', values },
  yes_no: { name: 'fact', wording: name, required: false, type: 'yes_no' },
  number: { name: 'fact', wording: name, required: false, type: 'number', least: 1, most: 120 },
  code: { name: 'fact', wording: name, required: false, type: 'code' },
  edrpou: { name: 'fact', wording: name, required: false, type: 'edrpou' },
};

test.each<[type: AttributeRule['type'], good: string[], bad: string[], requirement: string]>([
  ['choice', ['red', 'blue'], ['', 'Red', 'red ', 'red,green', 'constructor'], 'must be one of red, green, blue'],
  [
    'choices',
    ['red', 'red,blue', 'blue,green,red'],
    ['', 'red,', ',red', 'red,red', 'red, blue', 'red,pink', 'red;blue'],
    'must be one or more of red, green, blue, each once, joined by ","',
  ],
  ['yes_no', ['true', 'false'], ['', 'yes', 'True', '1', 'true '], 'must be "true" or "false"'],
  [
    'number',
    ['1', '120', '99'],
    ['', '0', '121', '-1', '+1', '1.0', '1e1', '0x1', '01', ' 1', '1\n', '١', '99999999999999999999'],
    'must be a whole number from 1 to 120, in digits without leading zeros',
  ],
  [
    'code',
    ['A', 'op-12/3', 'a'.repeat(40)],
    ['', 'a'.repeat(41), 'оп-12', 'a b', 'a_b', 'a\n'],
    'must be 1 to 40 of A–Z, a–z, 0–9, "-" and "/"',
  ],
  ['edrpou', ['00012345', '12345678'], ['', '1234567', '123456789', '1234567a', '١٢٣٤٥٦٧٨'], 'must be 8 digits'],
])('type %s accepts valid values and rejects others with its rule', (type, good, bad, requirement) => {
  const policy = { ...FIRE, attributes: [RULES[type]] };
  for (const fact of good) expect(check(policy, { fact })).toEqual([]);
  for (const fact of bad) expect(check(policy, { fact })).toEqual([{ field: 'at.fact', rule: requirement }]);
});

const ASKED_OF_FIRE = 'must be one of those that are asked for of fire: fire_object, people_inside, storey';
const FIRE_OBJECTS =
  'must be one of dwelling, apartment_building, industry, vehicle, forest_or_field, public_building, other, unknown';

test('reports all violations at once: missing, invalid and unexpected attributes', () => {
  expect(check(FIRE, { storey: '201', patients: '1', weapon: 'true' })).toEqual([
    { field: 'at.fire_object', rule: `is required for fire: ${FIRE_OBJECTS}` },
    {
      field: 'at.storey',
      rule: 'must be a whole number from 0 to 200, in digits without leading zeros',
    },
    { field: 'at[1].name', rule: ASKED_OF_FIRE },
    { field: 'at[2].name', rule: ASKED_OF_FIRE },
  ]);
});

test('rejects any attribute where the category asks for none', () => {
  const other = policyOf({ category: 'other' });
  expect(check(other, {})).toEqual([]);
  expect(check(other, { storey: '1' })).toEqual([
    { field: 'at[0].name', rule: 'must be one of those that are asked for of other: none' },
  ]);
});

test.each([
  'Марія',
  'mariia',
  'patients',
  'fire object',
  'x',
  '_x',
  'a__b',
  '__proto__',
  'x'.repeat(41),
  'line\nbreak',
  '\u0000',
])('rejects an unexpected attribute by its position, without its name: %j', (key) => {
  const given = Object.fromEntries([
    ['fire_object', 'dwelling'],
    [key, '1'],
  ]);
  expect(check(FIRE, given)).toEqual([{ field: 'at[1].name', rule: ASKED_OF_FIRE }]);
});

test('reports the position in the request, even for names that a JavaScript object would reorder', () => {
  const given = { attributes: { fire_object: 'dwelling', 7: '1' }, attributeNames: ['fire_object', '7'] };
  expect(checkAttributes(FIRE, given, 'at').map(({ field }) => field)).toEqual(['at[1].name']);
});

test('does not accept a property of Object.prototype as an attribute', () => {
  const attributes: AttributeRule[] = [{ ...RULES.yes_no, name: 'constructor', required: true }];
  expect(check({ ...FIRE, attributes }, {})).toEqual([
    { field: 'at.constructor', rule: 'is required for fire: must be "true" or "false"' },
  ]);
});

test('reports only the first few of a thousand unexpected attributes', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const many = letters.flatMap((one) => letters.map((other) => [`x${one}${other}`, '1']));
  const violations = check(FIRE, { fire_object: 'dwelling', ...Object.fromEntries(many) });
  expect(violations).toHaveLength(5);
});

test('a violation never contains the value', () => {
  const canary = 'канарка';
  const given = { fire_object: canary, storey: canary, weapon: canary, kanarka: canary, [canary]: canary };
  expect(JSON.stringify(check(FIRE, given))).not.toMatch(/канарка|kanarka/);
});
