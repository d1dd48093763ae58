import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

// What `--check` finds before a row is sent, and that the import then finds nothing else.

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
  folder = testFolder('checked');
});
afterAll(() => system.stop());

const MAPPING = `version: 1
key: [run]
repeated: merge
times: { received: { column: at } }
category: { column: kind, values: { пожежа: fire } }
attributes:
  - { name: fire_object, value: unknown }
  - { name: storey, column: storeys }
place: { hromada: { column: code } }
casualties: { injured: hurt, children_injured: children }
responders: [{ kind: { value: rescue }, unit: { column: unit }, dispatched: { column: at } }]
`;
const VINNYTSIA = 'UA05020030000031457';

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function importing(rows: readonly string[], ...options: string[]) {
  const csv = file('rows.csv', `run,at,kind,storeys,code,hurt,children,unit\n${rows.join('\n')}\n`);
  const mapping = file('mapping.yaml', MAPPING);
  return system.hromada('import', 'incidents', csv, '--mapping', mapping, '--source', 'checked', ...options);
}

const row = (run: string, changes: Partial<typeof COMMON> = {}): string => {
  const { at, storeys, code, hurt, children, unit } = { ...COMMON, ...changes };
  return [run, at, 'пожежа', storeys, code, hurt, children, unit].join(',');
};
const COMMON = { at: '2026-05-01 10:00', storeys: '', code: VINNYTSIA, hurt: '', children: '', unit: 'АЦ-1' };

test('a check finds what the import rejects, with the rows that are part of a rejected one', async () => {
  const rows = [
    row('1'),
    row('2', { at: '2090-05-01 10:00' }),
    row('2', { at: '2090-05-01 10:00', unit: 'АЦ-2' }),
    row('3', { hurt: '1', children: '2' }),
    row('4', { unit: 'Я'.repeat(61) }),
    row('5', { storeys: 'дев’ять' }),
  ];
  const checked = await importing(rows, '--check');
  expect(checked.stdout.split('\n')).toEqual([
    '6 rows read: 1 can be sent, 5 rejected',
    expect.stringMatching(/^1 rejected: received_time must be a time from 1991 on .* \(line 3\)$/),
    expect.stringMatching(/^1 rejected: course\.responders\.dispatched_time must be .* \(line 3\)$/),
    '1 rejected: row is part of the row in line 3, which is rejected (line 4)',
    expect.stringMatching(/^1 rejected: casualties\.injured must be at least its children .* \(line 5\)$/),
    expect.stringMatching(/^1 rejected: course\.responders\.unit must be at most 60 characters \(line 6\)$/),
    expect.stringMatching(/^1 rejected: attributes\.storey must be a whole number .* \(line 7; “дев’ять”\)$/),
    '',
  ]);
  const imported = await importing(rows);
  expect(imported.stdout).toContain('line 4 rejected: is part of the row in line 3, which is rejected\n');
  expect(imported.stdout).toContain('6 rows read: 1 added, 0 updated, 0 unchanged, 0 different, 5 rejected\n');
});

test('rows of an incident that only intake rejects do not count as merged', async () => {
  const bad = { code: 'UA05999999999999999' };
  const { stdout } = await importing([row('6', bad), row('6', { ...bad, unit: 'АЦ-2' }), row('7')]);
  expect(stdout).toMatch(/^line 2 rejected: report\.hromada_code .*\nline 3 rejected: is part of the row in line 2/);
  expect(stdout).toContain('3 rows read: 1 added, 0 updated, 0 unchanged, 0 different, 2 rejected\n');
});

test('calls with 200 units and their crews are sent in messages that intake takes', async () => {
  const mapping = file(
    'crews.yaml',
    `version: 1
key: [run]
files: { units: { file: units.csv, key: [run] } }
times: { received: { column: at } }
category: { value: other }
place: { hromada: { value: ${VINNYTSIA} } }
responders:
  - of: units
    kind: { value: police }
    unit: { column: unit }
    officers: { column: crew, separator: ' ' }
    dispatched: { column: at }
`,
  );
  const calls = Array.from({ length: 16 }, (_, call) => `call-${call}`);
  const crew = Array.from({ length: 20 }, () => randomUUID()).join(' ');
  const units = calls.flatMap((call) =>
    Array.from({ length: 200 }, (_, unit) => `${call},2026-05-01 10:00,Рота ${unit},${crew}\n`),
  );
  file('units.csv', `run,at,unit,crew\n${units.join('')}`);
  const csv = file('calls.csv', `run,at\n${calls.map((call) => `${call},2026-05-01 10:00\n`).join('')}`);
  const { stdout } = await system.hromada('import', 'incidents', csv, '--mapping', mapping, '--source', 'crews');
  expect(stdout).toContain('16 rows read: 16 added, 0 updated, 0 unchanged, 0 different, 0 rejected\n');
});

test('a key that is none joins no casualties of other accidents to one, unless it is accepted', async () => {
  const mapping = file(
    'years.yaml',
    `version: 1
key: [year]
repeated: skip
files: { hurt: { file: hurt.csv, key: [year] } }
times: { received: { column: at } }
category: { value: other }
place: { hromada: { value: ${VINNYTSIA} } }
casualties: { rows: { of: hurt, injured: { column: severity, is: slight } } }
`,
  );
  file('hurt.csv', `year,severity\n${'2026,slight\n'.repeat(300)}`);
  const csv = file('years.csv', 'year,at\n2026,2026-05-01 10:00\n2026,2026-05-02 10:00\n2026,2026-05-03 10:00\n');
  const command = ['import', 'incidents', csv, '--mapping', mapping, '--source', 'years'];
  const stored = () => system.sql('incident-intake', "select injured from incident where source_system = 'years'");
  const seen =
    '2 of 2 rows that repeat a key (year) tell of another incident than its first row (line 3 differs from line 2 in times.received)';
  expect((await system.hromada(...command, '--check')).stdout).toBe(
    `3 rows read: 1 can be sent, 2 skipped, 0 rejected\n${seen}\n`,
  );
  const stopped = await system.hromada(...command);
  expect(stopped).toMatchObject({ exitCode: 1, stdout: '' });
  expect(stopped.stderr).toContain(`${seen}\nThese rows would be left out,`);
  expect(stopped.stderr).toContain('or add --accept-repeated-keys.\n');
  expect(await stored()).toEqual([]);
  const accepted = await system.hromada(...command, '--accept-repeated-keys');
  expect(accepted.stdout).toContain(`1 added, 0 updated, 0 unchanged, 0 different, 2 skipped, 0 rejected\n${seen}\n`);
  expect(await stored()).toEqual([{ injured: 300 }]);
});
