import { MedicalClass, PoliceClass } from '@safe-community/contracts/incidents/v1/external_class.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportOf as of, PLAIN, problemsOf, rowsOf } from '../test/mapped.ts';

const CLASSES = `classification:
  police_class: { column: note, values: { червоний: alpha } }
  medical_class: { column: class, values: { критичний: critical }, patterns: [{ match: ^екстр, is: emergency }] }
  codes:
    - { classifier: resolution-1031, column: code, values: { ДТП: '1.2' } }
    - { classifier: resolution-1031, column: second }
`;
const HEADER = 'at,kind,note,class,code,second';
const rows = (...cells: string[]): string =>
  `${[HEADER, ...cells.map((each) => `2026-05-01 10:00,інше,${each}`)].join('\n')}\n`;

async function classesOf(mapping: string, ...cells: string[]) {
  const { valid } = await rowsOf(of(mapping, rows(...cells)));
  return valid.map(({ report }) => report?.externalClassification);
}

test('the classes of 102 and 103 and codes of classifiers, by table, pattern, or our own words', async () => {
  const mapping = `${PLAIN}${CLASSES}`;
  expect(
    await classesOf(mapping, 'Червоний,Критичний,ДТП,2.1/a', 'Delta,NON_EMERGENCY,2.1,2.1', ',екстрено,,', ',,,'),
  ).toEqual([
    {
      policeClass: PoliceClass.ALPHA,
      medicalClass: MedicalClass.CRITICAL,
      codes: [
        { classifier: 'resolution-1031', code: '1.2' },
        { classifier: 'resolution-1031', code: '2.1/a' },
      ],
    },
    {
      policeClass: PoliceClass.DELTA,
      medicalClass: MedicalClass.NON_EMERGENCY,
      codes: [{ classifier: 'resolution-1031', code: '2.1' }],
    },
    { policeClass: PoliceClass.UNSPECIFIED, medicalClass: MedicalClass.EMERGENCY, codes: [] },
    undefined,
  ]);
});

test('one class for every row, and cells that are left out', async () => {
  const mapping = `${PLAIN}classification:
  police_class: { value: gamma }
  medical_class: { column: class, values: { критичний: critical }, otherwise: skip }
  codes: [{ classifier: own, column: code, values: { A: '1' }, otherwise: skip }]
`;
  expect(await classesOf(mapping, ',будь-що,A,', ',critical,B,')).toEqual([
    { policeClass: PoliceClass.GAMMA, medicalClass: 0, codes: [{ classifier: 'own', code: '1' }] },
    { policeClass: PoliceClass.GAMMA, medicalClass: MedicalClass.CRITICAL, codes: [] },
  ]);
});

test('whatever a cell holds, a row has valid codes, each once, or is rejected with the cell that needs a meaning', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ДТП', '1.2', 'alpha', 'Критичний', ''));
  await fc.assert(
    fc.asyncProperty(fc.tuple(cell, cell, cell, cell), async (cells) => {
      const quoted = cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',');
      const { valid, rejected, findings } = await rowsOf(of(`${PLAIN}${CLASSES}`, rows(quoted)));
      expect(valid.length + rejected.length).toBe(1);
      const codes = valid[0]?.report?.externalClassification?.codes.map(({ code }) => code) ?? [];
      expect(codes.filter((code) => !/^[A-Za-z0-9./-]{1,40}$/.test(code))).toEqual([]);
      expect(new Set(codes).size).toBe(codes.length);
      expect(() => parse(findings.suggestion())).not.toThrow();
    }),
    { numRuns: 200 },
  );
});

test('unknown words reject the row, are counted, and the suggestion says what to add', async () => {
  const { valid, rejected, findings } = await rowsOf(
    of(`${PLAIN}${CLASSES}`, rows(',Терміновий,,', 'синій,терміновий,3 / 4,', ',Терміновий,,')),
  );
  expect(valid).toEqual([]);
  expect(rejected).toEqual([
    '2: class “Терміновий” is not in the mapping',
    '3: note “синій” is not in the mapping; class “терміновий” is not in the mapping; code “3 / 4” is not in the mapping',
    '4: class “Терміновий” is not in the mapping',
  ]);
  expect(findings.values).toContainEqual({
    field: 'classification.medical_class',
    value: 'Терміновий',
    rows: 2,
    firstLine: 2,
  });
  expect(findings.suggestion()).toBe(`classification:
  police_class:
    values:
      # each is one of alpha, beta, gamma, delta
      # "синій": … # 1 row, first in line 3
  medical_class:
    values:
      # each is one of critical, emergency, non-emergency, non-profile
      # "Терміновий": … # 2 rows, first in line 2
      # "терміновий": … # 1 row, first in line 3
  codes:
    - classifier: resolution-1031
      values:
        # "3 / 4": … # 1 row, first in line 3
`);
  expect(parse(findings.suggestion())).toHaveProperty('classification.medical_class');
});

test.each([
  [
    'police_class: { value: alfa }',
    'mapping.classification.police_class.value “alfa” is not a class of the police (did you mean “alpha”?): it must be one of alpha, beta, gamma, delta',
  ],
  ['medical_class: { column: klass }', 'mapping.classification.medical_class.column names the column “klass”'],
  ['medical_class: { values: {} }', 'mapping.classification.medical_class must have exactly one of column'],
  ['urgency: { value: x }', 'mapping.classification.urgency is not a key of a mapping'],
  [
    'codes: [{ classifier: Наш, column: code }]',
    'mapping.classification.codes[0].classifier must be 2 to 40 of a–z, 0–9 and "-"',
  ],
  [
    'codes: [{ classifier: own, column: code, values: { A: "1 2" } }]',
    'mapping.classification.codes[0].values.A “1 2” is not a code of 1 to 40 of A–Z',
  ],
  ['codes: [{ column: code }]', 'mapping.classification.codes[0].classifier must be given'],
])('rejects %s', async (key, problem) => {
  const [first, ...others] = await problemsOf(of(`${PLAIN}classification: { ${key} }`, rows(',,,')));
  expect(first).toContain(problem);
  expect(others).toEqual([]);
});
