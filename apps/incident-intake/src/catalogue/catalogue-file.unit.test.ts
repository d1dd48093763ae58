import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@safe-community/config';
import { afterAll, expect, test } from 'vitest';
import { BUILT_IN } from './built-in.ts';
import { readCatalogueFile } from './catalogue-file.adapter.ts';
import { changed, type CatalogueChange } from './category-policy.ts';
import { policyOf } from '../../test/arbitrary-report.ts';

const written = { uk: 'Слово', en: 'Word' };
const called = (name: string) => ({ name, name_uk: written.uk, name_en: written.en, required: true });
const valued = (value: string) => ({ value, name_uk: written.uk, name_en: written.en });
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): CatalogueChange {
  const file = join(folder, 'catalogue.json');
  writeFileSync(file, text);
  return readCatalogueFile(file);
}

/** The problems of a file with this change to the category of fires. */
function problemsOfFire(fire: object): readonly string[] {
  return problemsOf(JSON.stringify({ changed_by: 'office', note: 'why', categories: { fire } }));
}

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const CODE = { classifier: 'resolution-1031', code: '1.2' };

test('external classes and codes stand beside the urgency of a category', () => {
  const given = { police_class: 'alpha', medical_class: 'critical', codes: [CODE] };
  const { categories } = read(
    JSON.stringify({ changed_by: 'office', note: 'why', categories: { fire: { external_classification: given } } }),
  );
  const fire = changed(BUILT_IN, categories).find(({ category }) => category === 'fire');
  const externalClassification = { policeClass: 'alpha', medicalClass: 'critical', codes: [CODE] };
  expect(fire).toMatchObject({ externalClassification, defaultUrgency: policyOf({ category: 'fire' }).defaultUrgency });
  // No classes are known of the built-in categories: none are invented.
  expect(BUILT_IN.filter((policy) => policy.externalClassification !== undefined)).toEqual([]);
});

test('a file changes only what it names', () => {
  const change = read(
    JSON.stringify({
      changed_by: 'duty office of the oblast',
      note: 'agreed with the gas service',
      categories: {
        gas: {
          default_urgency: 'high',
          emergency_number: '112',
          responders: ['gas'],
          retention_days: 100,
          expected_minutes: { high: { to_triage: 1, to_dispatch: 2, to_scene: 3, to_resolution: 4 } },
        },
        other: {
          attributes: [
            { ...called('floor'), type: 'number', least: 1, most: 9 },
            { ...called('colours'), type: 'choices', values: [valued('red')] },
            { ...called('paid'), type: 'yes_no' },
          ],
        },
      },
    }),
  );
  expect(change).toMatchObject({ changedBy: 'duty office of the oblast', note: 'agreed with the gas service' });
  const gas = policyOf({ category: 'gas' });
  const other = policyOf({ category: 'other' });
  const expected = BUILT_IN.map((policy) => {
    if (policy === gas)
      return {
        ...gas,
        defaultUrgency: 'high',
        emergencyNumber: '112',
        responders: ['gas'],
        retentionDays: 100,
        expected: {
          ...gas.expected,
          high: { toTriage: MINUTE, toDispatch: 2 * MINUTE, toScene: 3 * MINUTE, toResolution: 4 * MINUTE },
        },
      };
    if (policy !== other) return policy;
    const rule = (name: string) => ({ name, wording: written, required: true });
    return {
      ...other,
      attributes: [
        { ...rule('floor'), type: 'number', least: 1, most: 9 },
        { ...rule('colours'), type: 'choices', values: [{ value: 'red', name: written }] },
        { ...rule('paid'), type: 'yes_no' },
      ],
    };
  });
  expect(changed(BUILT_IN, change.categories)).toEqual(expected);
});

test('an empty emergency number is a valid choice', () => {
  const change = read('{"changed_by":"office","note":"why","categories":{"fire":{"emergency_number":""}}}');
  expect(changed(BUILT_IN, change.categories).find(({ category }) => category === 'fire')?.emergencyNumber).toBe('');
});

const AT = 'CATALOGUE_FILE: categories.fire';

test.each<[what: string, fire: object, problems: string[]]>([
  ['sensitivity', { sensitive: false }, [`${AT}.sensitive cannot be configured: what is sensitive is set by law`]],
  ['an unknown field', { colour: 1 }, [`${AT} must not hold the unknown colour`]],
  [
    'an unknown urgency',
    { default_urgency: 'fast' },
    [`${AT}.default_urgency must be one of immediate, high, normal, low`],
  ],
  [
    'a foreign number',
    { emergency_number: '911' },
    [`${AT}.emergency_number must be one of 101, 102, 103, 104, 112, ""`],
  ],
  [
    'an empty list of responders',
    { responders: [] },
    [`${AT}.responders must name at least one: somebody has to be alerted`],
  ],
  ['a responder twice', { responders: ['gas', 'gas'] }, [`${AT}.responders must name each once`]],
  ['a retention of no days', { retention_days: 0 }, [`${AT}.retention_days must be from 1 to 36525 days`]],
  [
    'a retention of more than a century',
    { retention_days: 36_526 },
    [`${AT}.retention_days must be from 1 to 36525 days`],
  ],
  [
    'classes that the lines do not have',
    { external_classification: { police_class: 'omega', medical_class: 'urgent' } },
    [
      `${AT}.external_classification.police_class must be one of alpha, beta, gamma, delta`,
      `${AT}.external_classification.medical_class must be one of critical, emergency, non_emergency, non_profile`,
    ],
  ],
  [
    'a code twice',
    { external_classification: { codes: [CODE, CODE] } },
    [`${AT}.external_classification.codes must hold each code once`],
  ],
  [
    'an invalid code',
    { external_classification: { codes: [{ classifier: 'Наш', code: '' }] } },
    [
      `${AT}.external_classification.codes.0.classifier must be 2 to 40 of a–z, 0–9 and "-"`,
      `${AT}.external_classification.codes.0.code must be 1 to 40 of A–Z, a–z, 0–9, ".", "-" and "/"`,
    ],
  ],
  ['a part of a day', { retention_days: 1.5 }, [`${AT}.retention_days must be a whole number`]],
  [
    'invalid times',
    { expected_minutes: { soon: {}, high: { to_triage: '1', to_dispatch: 0, to_scene: 527_041 } } },
    [
      `${AT}.expected_minutes.high.to_triage must be a number`,
      `${AT}.expected_minutes.high.to_dispatch must be from 1 to 527040 minutes`,
      `${AT}.expected_minutes.high.to_scene must be from 1 to 527040 minutes`,
      `${AT}.expected_minutes.high.to_resolution must be given`,
      `${AT}.expected_minutes must not hold the unknown soon`,
    ],
  ],
  [
    'an attribute of an unknown type',
    { attributes: [{ ...called('fact'), type: 'colour' }] },
    [`${AT}.attributes.0.type must be one of choice, choices, number, yes_no, code, edrpou`],
  ],
  [
    'an attribute without names that people read',
    { attributes: [{ name: 'Fact one', name_uk: ' ', required: 1, type: 'code' }] },
    [
      `${AT}.attributes.0.name must be 2 to 40 of a–z, words joined by "_"`,
      `${AT}.attributes.0.name_uk must not be empty`,
      `${AT}.attributes.0.name_en must be given`,
      `${AT}.attributes.0.required must be true or false`,
    ],
  ],
  [
    'bounds in the wrong order',
    { attributes: [{ ...called('fact'), type: 'number', least: 2, most: 1 }] },
    [`${AT}.attributes.0.most must be at least least`],
  ],
  [
    'bounds out of range',
    { attributes: [{ ...called('fact'), type: 'number', least: -1, most: 1_000_000_001 }] },
    [`${AT}.attributes.0.least must be from 0 to 1000000000`, `${AT}.attributes.0.most must be from 0 to 1000000000`],
  ],
  [
    'a choice without values',
    { attributes: [{ ...called('fact'), type: 'choice', values: [] }] },
    [`${AT}.attributes.0.values must hold a value`],
  ],
  [
    'a value twice',
    {
      attributes: [{ ...called('fact'), type: 'choice', values: ['x', 'x'].map(valued) }],
    },
    [`${AT}.attributes.0.values must hold each value once`],
  ],
  [
    'a value with a comma',
    { attributes: [{ ...called('fact'), type: 'choices', values: [{ value: 'x,y', name_uk: 'С', name_en: 'W' }] }] },
    [`${AT}.attributes.0.values.0.value must be 1 to 40 of a–z, 0–9 and "_"`],
  ],
  [
    'an attribute twice',
    {
      attributes: [
        { ...called('fact'), type: 'code' },
        { ...called('fact'), type: 'yes_no' },
      ],
    },
    [`${AT}.attributes must name each attribute once`],
  ],
  [
    'too many attributes',
    { attributes: [...'abcdefghijklmnopqrstu'].map((letter) => ({ ...called(`fact_${letter}`), type: 'code' })) },
    [`${AT}.attributes must hold at most 20 attributes`],
  ],
])('rejects %s with a readable message', (_what, fire, problems) => {
  expect(problemsOfFire(fire)).toEqual(problems);
});

test('reports every problem of an invalid file', () => {
  expect(problemsOf('{"categories":{"volcano":{}},"more":1,"note":"x\\u0000"}')).toEqual([
    'CATALOGUE_FILE: changed_by must be given',
    'CATALOGUE_FILE: note must hold no control, direction, invisible or broken characters',
    'CATALOGUE_FILE: categories must not hold the unknown volcano',
    'CATALOGUE_FILE: the file must not hold the unknown more',
  ]);
  expect(problemsOf('[]')).toEqual(['CATALOGUE_FILE: the file must be an object']);
  expect(problemsOf('{')).toEqual([
    expect.stringMatching(/^CATALOGUE_FILE cannot be read as JSON: .+ \(line 1 column 2\)$/),
  ]);
});

test('says why a category cannot be published', () => {
  const write = (categories: object) => JSON.stringify({ changed_by: 'office', note: 'why', categories });
  const problems = problemsOf(
    write({
      gas: { published: true, emergency_number: '' },
      school_safety: { published: true },
      infrastructure: { published: true, emergency_number: '112' },
    }),
  );
  const only = 'must not be true: only infrastructure, access_barrier, other can be published';
  expect(problems.toSorted()).toEqual([
    `CATALOGUE_FILE: categories.gas.published ${only}`,
    'CATALOGUE_FILE: categories.infrastructure.published must not be true: the category has an emergency number',
    `CATALOGUE_FILE: categories.school_safety.published ${only}`,
  ]);
  const { categories } = read(write({ other: { published: true }, access_barrier: { published: false } }));
  expect(categories).toMatchObject({ other: { published: true }, access_barrier: { published: false } });
});
