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
  test('are one incident with the responders of all of them, also if they are apart in the file', async () => {
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
      '3: run must be unique, or else the mapping must say repeated: merge or skip (see line 2)',
    ]);
  });
});

test('every row has one result, and every vehicle is sent once, whatever the order of the rows', async () => {
  const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(runs, async (vehicles) => {
      const rows = vehicles.map(([run, vehicle]) => row(String(run), `AC-${vehicle}`, `10:0${vehicle}`, ''));
      const { valid, merged, rejected } = await rowsOf(sheet(rows));
      expect(rejected).toEqual([]);
      expect(valid.length + merged.length).toBe(rows.length);
      const sent = valid.flatMap(
        ({ externalId, course }) => course?.responders.map(({ unit }) => `${externalId} ${unit}`) ?? [],
      );
      expect(sent.toSorted()).toEqual(
        [...new Set(vehicles.map(([run, vehicle]) => `${run} AC-${vehicle}`))].toSorted(),
      );
    }),
    { numRuns: 30 },
  );
});

test('a mapping without a key cannot say what becomes of repeated ones', async () => {
  expect(await problemsOf(sheet([], SHEET.replace('key: [run]\n', '')))).toEqual([
    'mapping.repeated must be given only with a key',
  ]);
  expect(await problemsOf(sheet([], SHEET.replace('merge', 'join')))).toEqual([
    'mapping.repeated must be reject, merge or skip',
  ]);
});
