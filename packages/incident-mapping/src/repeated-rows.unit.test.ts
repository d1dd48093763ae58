import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE, exportOf, problemsOf, rowsOf } from '../test/mapped.ts';

// A fire service's run sheet: one row for each vehicle.

const SHEET = `version: 1
key: [run]
repeated: merge
skip: [{ column: vehicle, is: drill }]
time_format: dd.MM.yyyy HH:mm
times: { received: { columns: [day, call] }, closed: { columns: [day, end] } }
category: { column: kind, values: { пожежа: fire } }
attributes: [{ name: fire_object, column: object, otherwise: unknown }]
place: { hromada: { value: ${CODE} } }
casualties: { injured: hurt }
responders:
  - kind: { value: rescue }
    unit: { column: vehicle }
    dispatched: { columns: [day, out] }
    on_scene: { columns: [day, there] }
description: { columns: [text] }
`;
const HEADER = 'run,day,call,end,kind,object,hurt,text,vehicle,out,there\n';
const row = (
  run: string,
  vehicle: string,
  out: string,
  there: string,
  changes: Partial<typeof COMMON> = {},
): string => {
  const { day, call, end, kind, object, hurt, text } = { ...COMMON, ...changes };
  return `${[run, day, call, end, kind, object, hurt, text, vehicle, out, there].join(',')}\n`;
};
const COMMON = {
  day: '01.05.2026',
  call: '10:00',
  end: '12:00',
  kind: 'пожежа',
  object: 'dwelling',
  hurt: '1',
  text: 'дах',
};
const sheet = (rows: readonly string[], mapping = SHEET) => exportOf(mapping, `${HEADER}${rows.join('')}`);

/** Units of each run, with the hour and minute of Kyiv at which they left. */
async function unitsOf(rows: readonly string[]): Promise<Record<string, string[]>> {
  const { valid } = await rowsOf(sheet(rows));
  return Object.fromEntries(
    valid.map(({ externalId, course }) => [
      externalId,
      (course?.responders ?? []).map(
        ({ unit, dispatchedTime }) => `${unit} ${dispatchedTime?.toISOString().slice(11, 16)}`,
      ),
    ]),
  );
}

describe('rows of one key', () => {
  test('are one incident with the responders of every row, also if they are apart in the file', async () => {
    const rows = [
      row('7', 'AC-1', '10:02', '10:09'),
      row('8', 'AC-3', '10:03', '10:20'),
      row('7', 'drill', '10:02', ''),
      row('7', 'AL-30', '10:04', ''),
      row('8', 'AC-4', '10:05', '10:25'),
      row('7', 'RV-1', '', ''),
    ];
    const { valid, merged, skipped, rejected } = await rowsOf(sheet(rows));
    expect(valid.map(({ rowNumber, externalId }) => [rowNumber, externalId])).toEqual([
      [2, '7'],
      [3, '8'],
    ]);
    expect({ merged, skipped, rejected }).toEqual({ merged: [5, 6, 7], skipped: [4], rejected: [] });
    expect(await unitsOf(rows)).toEqual({ 7: ['AC-1 07:02', 'AL-30 07:04'], 8: ['AC-3 07:03', 'AC-4 07:05'] });
    expect(valid[0]).toMatchObject({
      receivedTime: new Date('2026-05-01T07:00:00Z'),
      course: {
        closedTime: new Date('2026-05-01T09:00:00Z'),
        responders: [{ onSceneTime: new Date('2026-05-01T07:09:00Z') }, {}],
      },
      report: { casualties: { injured: 1 }, description: 'дах' },
    });
  });

  test('that say otherwise are rejected alone, with the part of the mapping and the first line', async () => {
    const { valid, merged, rejected } = await rowsOf(
      sheet([
        row('7', 'AC-1', '10:02', '10:09'),
        row('7', 'AC-2', '10:03', '10:09', { call: '10:01' }),
        row('7', 'AC-3', '10:03', '10:09', { hurt: '2', text: 'підвал', object: 'vehicle', end: '12:30' }),
        row('7', 'AC-1', '10:02', '10:10'),
        row('7', 'AC-4', 'soon', ''),
        row('7', 'AC-6', '09:59', '10:05'),
        row('7', 'AC-7', '10:05', '10:04'),
        row('7', 'AC-5', '10:05', '10:12'),
      ]),
    );
    const other = 'must be the same in all rows of a key (see line 2)';
    expect(rejected).toEqual([
      `3: times.received ${other}`,
      `4: times.closed ${other}; casualties ${other}; description ${other}; attributes.fire_object ${other}`,
      '5: responders must not give other times for a unit that an earlier row of the key sent at the same time',
      '6: day and out “01.05.2026 soon” must be a time like dd.MM.yyyy HH:mm',
      '7: day and out must not be before the receipt or the step before it',
      '8: day and there must not be before the receipt or the step before it',
    ]);
    expect(merged).toEqual([9]);
    expect(valid[0]?.course?.responders.map(({ unit }) => unit)).toEqual(['AC-1', 'AC-5']);
  });

  test('may leave out what the first one says, and say the same vehicle again', async () => {
    const empty = { end: '', hurt: '', text: '' };
    const rows = [
      row('7', 'AC-1', '10:02', '10:09'),
      row('7', 'AC-1', '10:02', '10:09', empty),
      row('7', 'AC-2', '10:03', '', empty),
    ];
    const { merged, rejected } = await rowsOf(sheet(rows));
    expect({ merged, rejected }).toEqual({ merged: [3, 4], rejected: [] });
    expect(await unitsOf(rows)).toEqual({ 7: ['AC-1 07:02', 'AC-2 07:03'] });
  });

  test('take the facts of the first row that is valid', async () => {
    const { valid, rejected } = await rowsOf(
      sheet([
        row('7', 'AC-1', '10:02', '', { kind: 'інше' }),
        row('7', 'AC-2', '10:03', ''),
        row('', 'AC-3', '10:03', ''),
      ]),
    );
    expect(valid.map(({ rowNumber }) => rowNumber)).toEqual([3]);
    expect(rejected).toEqual(['2: kind “інше” is not a known category', '4: run must be given']);
  });

  test('count each casualty that meets a condition; a number must be the same in all of them', async () => {
    const mapping = SHEET.replace('injured: hurt', 'injured: hurt, killed: { column: text, is: Fatal }').replace(
      /description.*/,
      '',
    );
    const rows = [
      row('7', 'AC-1', '10:02', '', { text: 'Fatal', hurt: '2' }),
      row('7', '', '', '', { text: 'Fatal', hurt: '2' }),
      row('7', '', '', '', { text: 'Fatal', hurt: '3' }),
      row('7', 'AC-2', '10:03', '', { text: 'Slight', hurt: '2' }),
      row('7', 'AC-3', '10:04', '', { text: 'Fatal', hurt: '' }),
    ];
    const { valid, merged, rejected } = await rowsOf(sheet(rows, mapping));
    expect(valid[0]?.report?.casualties).toMatchObject({ killed: 3, injured: 2 });
    expect(merged).toEqual([3, 5, 6]);
    expect(rejected).toEqual(['4: casualties must be the same in all rows of a key (see line 2)']);
  });

  test('are skipped or rejected if the mapping says so', async () => {
    const rows = [row('7', 'AC-1', '10:02', ''), row('7', 'AC-2', '10:03', '')];
    const skipped = await rowsOf(sheet(rows, SHEET.replace('merge', 'skip')));
    expect([skipped.valid.length, skipped.skipped]).toEqual([1, [3]]);
    const rejected = await rowsOf(sheet(rows, SHEET.replace('merge', 'reject')));
    expect(rejected.rejected).toEqual([
      '3: run must be unique, or else the mapping must say repeated: merge, skip or latest (see line 2)',
    ]);
  });
});

describe('an empty cell says nothing', () => {
  const BLANK = { call: '', kind: '', object: '', end: '', hurt: '', text: '' };
  const full = row('7', 'AC-1', '10:02', '10:09');
  const factsOf = async (rows: readonly string[], mapping = SHEET) => {
    const { valid, rejected } = await rowsOf(sheet(rows, mapping));
    const [{ receivedTime, course, report } = {}] = valid;
    return {
      rejected,
      received: receivedTime?.toISOString(),
      closed: course?.closedTime?.toISOString(),
      units: course?.responders.map(({ unit }) => unit).toSorted(),
      category: report?.category,
      injured: report?.casualties?.injured,
      text: report?.description,
      place: report?.hromadaCode,
      channel: report?.channel,
      attributes: report?.attributes,
      classes: report?.externalClassification,
    };
  };
  const expected = async (mapping?: string) => ({ ...(await factsOf([full], mapping)), units: ['AC-1', 'AC-2'] });

  test('in a further row, also of the receipt and the category', async () => {
    // The times of a vehicle may be relative to a receipt that only the first row gives.
    const timed = SHEET.replace(
      'on_scene: { columns: [day, there] }',
      'on_scene: { column: there, format: minutes-after }',
    );
    const rows = [full.replace('10:09', '9'), row('7', 'AC-2', '10:03', '9', BLANK)];
    expect(await factsOf(rows, timed)).toEqual({
      ...(await factsOf(rows.slice(0, 1), timed)),
      units: ['AC-1', 'AC-2'],
    });
    const { findings } = await rowsOf(sheet(rows, timed));
    expect(findings.values).toEqual([]);
    // The first row of a key has to say them.
    const { valid, rejected } = await rowsOf(sheet([row('8', '', '', '', BLANK), full]));
    expect(rejected).toEqual(['2: day and call is empty; kind is empty']);
    expect(valid.map(({ externalId }) => externalId)).toEqual(['7']);
  });

  test.each(['end', 'hurt', 'text', 'object'] as const)('in the first row or in a later one: %s', async (name) => {
    const blank = row('7', 'AC-2', '10:03', '', { [name]: '' });
    expect(await factsOf([full, blank])).toEqual(await expected());
    expect(await factsOf([blank, full])).toEqual(await expected());
  });

  const OTHERWISE = SHEET.replace('values: { пожежа: fire }', 'values: { пожежа: fire }, otherwise: other')
    .replace(
      `place: { hromada: { value: ${CODE} } }`,
      `place: { names: { column: object, table: { dwelling: ${CODE} } }, otherwise: UA80000000000093317 }`,
    )
    .replace(
      'casualties:',
      'channel: { column: text, values: { дах: phone-102 }, otherwise: web }\nclassification: { police_class: { column: hurt, values: { 1: alpha }, otherwise: delta } }\ncasualties:',
    );

  test.each([{ kind: '' }, { object: '' }, { text: '' }, { hurt: '' }, { kind: '', object: '', text: '', hurt: '' }])(
    'whatever the mapping says of it otherwise: %j',
    async (cells) => {
      const blank = row('7', 'AC-2', '10:03', '', cells);
      expect(await factsOf([full, blank], OTHERWISE)).toEqual(await expected(OTHERWISE));
      expect(await factsOf([blank, full], OTHERWISE)).toEqual(await expected(OTHERWISE));
    },
  );

  test('and skips no further row', async () => {
    const mapping = SHEET.replace('values: { пожежа: fire }', 'values: { пожежа: fire }, otherwise: skip');
    const { merged, skipped } = await rowsOf(sheet([full, row('7', 'AC-2', '10:03', '', { kind: '' })], mapping));
    expect({ merged, skipped }).toEqual({ merged: [3], skipped: [] });
  });

  test('a later row may fill what an earlier one leaves open, once', async () => {
    const open = row('7', 'AC-1', '10:02', '10:09', { end: '', hurt: '', text: '' });
    const { rejected } = await rowsOf(sheet([open, full, row('7', 'AC-2', '10:03', '', { end: '12:30', hurt: '2' })]));
    const other = 'must be the same in all rows of a key (see line 2)';
    expect(rejected).toEqual([`4: times.closed ${other}; casualties ${other}`]);
  });
});

test('every row has one result, every vehicle is sent once, and all that is said counts, whatever the order', async () => {
  const runs = fc.array(
    fc.record({
      run: fc.integer({ min: 1, max: 4 }),
      vehicle: fc.integer({ min: 1, max: 5 }),
      end: fc.constantFrom('', '12:00'),
      hurt: fc.constantFrom('', '0', '3'),
      text: fc.constantFrom('', 'дах'),
      object: fc.constantFrom('', 'dwelling'),
    }),
    { minLength: 1, maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(runs, async (all) => {
      const rows = all.map(({ run, vehicle, ...cells }) => row(`${run}`, `AC-${vehicle}`, `10:0${vehicle}`, '', cells));
      const { valid, merged, rejected } = await rowsOf(sheet(rows));
      expect(rejected).toEqual([]);
      expect(valid.length + merged.length).toBe(rows.length);
      const sent = valid.flatMap(
        ({ externalId, course }) => course?.responders.map(({ unit }) => `${externalId} ${unit}`) ?? [],
      );
      expect(sent.toSorted()).toEqual([...new Set(all.map(({ run, vehicle }) => `${run} AC-${vehicle}`))].toSorted());
      for (const { externalId, course, report } of valid) {
        const ofRun = all.filter(({ run }) => `${run}` === externalId);
        expect(course?.closedTime !== undefined).toBe(ofRun.some(({ end }) => end !== ''));
        expect(report?.casualties?.injured).toBe(ofRun.some(({ hurt }) => hurt === '3') ? 3 : 0);
        expect(report?.description).toBe(ofRun.some(({ text }) => text !== '') ? 'дах' : '');
        const object = ofRun.some((each) => each.object !== '') ? 'dwelling' : 'unknown';
        expect(report?.attributes).toEqual([{ name: 'fire_object', value: object }]);
      }
    }),
    { numRuns: 50 },
  );
});

test('more rows than may be in memory end the import, only if they are merged', async () => {
  const rows = [1, 2, 3].map((run) => row(String(run), 'AC-1', '10:02', ''));
  await expect(rowsOf(sheet(rows), 2)).rejects.toMatchObject({
    message: 'the file must have at most 2 rows if rows of one key are merged, or the latest of them counts',
    kind: 'invalid-argument',
  });
  expect((await rowsOf(sheet(rows), 3)).valid).toHaveLength(3);
  expect((await rowsOf(sheet(rows, SHEET.replace('merge', 'skip')), 2)).valid).toHaveLength(3);
});

test('a mapping without a key cannot say what becomes of repeated ones', async () => {
  expect(await problemsOf(sheet([], SHEET.replace('key: [run]\n', '')))).toEqual([
    'mapping.repeated must be given only with a key',
  ]);
  expect(await problemsOf(sheet([], SHEET.replace('merge', 'join')))).toEqual([
    'mapping.repeated must be reject, merge, skip or latest',
  ]);
});
