import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const DOCUMENT = readFileSync(join(ROOT, 'docs/import.md'), 'utf8');

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem(['incident-intake', 'statistics']);
  folder = testFolder('mappings');
});
afterAll(() => system.stop());

/** The commands of the document, with paths that do not depend on the folder. */
const COMMANDS = [...DOCUMENT.matchAll(/^\.\/hromada (.+)$/gm)].map(([, command = '']) =>
  command.split(' ').map((word) => word.replace('docs/examples', join(ROOT, 'docs/examples'))),
);

function documented(source: string): string[] {
  const command = COMMANDS.find((words) => words.includes(source) && !words.includes('--check'));
  if (command === undefined) throw new Error(`docs/import.md has no command for ${source}`);
  return command;
}

test('the check of the document prints what it shows, and stores nothing', async () => {
  const command = COMMANDS.find((words) => words.includes('--check')) ?? [];
  const { exitCode, stdout } = await system.hromada(...command);
  const [, shown] = /```text\n(.*?)```/s.exec(DOCUMENT) ?? [];
  expect(stdout).toBe(shown);
  expect(exitCode).toBe(0);
  expect(await system.sql('incident-intake', 'select 1 from incident')).toEqual([]);
});

test.each([
  ['city-311', '9 rows read: 5 added, 0 updated, 0 unchanged, 0 different, 1 skipped, 3 rejected'],
  ['road-police', '6 rows read: 3 added, 0 updated, 0 unchanged, 0 different, 3 rejected'],
  ['fire-unit-1', '6 rows read: 3 added, 0 updated, 0 unchanged, 0 different, 1 skipped, 2 rejected'],
  ['fire-unit-2', '7 rows read: 3 added, 0 updated, 0 unchanged, 0 different, 2 merged, 2 rejected'],
  ['ambulance-103', '6 rows read: 4 added, 0 updated, 0 unchanged, 0 different, 2 rejected'],
])('the document imports %s, and again nothing', async (source, summary) => {
  const command = documented(source);
  const first = await system.hromada(...command);
  expect(first.stdout).toContain(`${summary}\n`);
  expect(first.exitCode).toBe(0);
  const again = await system.hromada(...command);
  expect(again.stdout).toMatch(/rows read: 0 added, 0 updated, [345] unchanged, 0 different/);
});

test('a later export closes what was open, reports what differs, and repeated changes nothing', async () => {
  const command = COMMANDS.find((words) => words.some((word) => word.endsWith('city-requests-later.csv'))) ?? [];
  const states = () =>
    system.sql(
      'incident-intake',
      `select state from incident where source_system = 'city-311' and external_id in ('10000002', '10000004')
       order by external_id`,
    );
  const before = await states();
  const { stdout, exitCode } = await system.hromada(...command);
  const [, shown] = [...DOCUMENT.matchAll(/```text\n(.*?)```/gs)].map(([, text]) => text);
  expect(stdout).toBe(shown);
  expect(exitCode).toBe(0);
  expect(before).toEqual([{ state: 'received' }, { state: 'received' }]);
  expect(await states()).toEqual([{ state: 'closed' }, { state: 'closed' }]);
  const again = JSON.parse((await system.hromada(...command, '--json')).stdout) as Record<string, unknown>;
  expect(again).toMatchObject({ added: 0, updated: 0, alreadyKnown: 5, different: 1, refused: 0 });
  expect(again['differentRows']).toEqual([
    { line: 6, reasons: [expect.stringMatching(/^report\.hromada_code differs/)] },
  ]);
});

test('the rows become incidents with state, casualties, responders, and times', async () => {
  const [id] = await system.sql(
    'incident-intake',
    "select incident_id from incident where source_system = 'fire-unit-1' order by received_at limit 1",
  );
  const { incident_id: incidentId } = id as { incident_id: string };
  const { stdout } = await system.hromada('incidents', 'get', incidentId, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    state: 'INCIDENT_STATE_RESOLVED',
    channel: 'REPORT_CHANNEL_PHONE_101',
    receivedTime: '2025-10-25T20:50:00.000Z',
    onSceneTime: '2025-10-25T21:04:00.000Z',
    casualties: { injured: 1 },
    responders: [{ kind: 'RESPONDER_KIND_RESCUE', unit: 'ДПРЧ-1', leftTime: '2025-10-25T23:10:00.000Z' }],
  });
  expect(
    await system.sql(
      'incident-intake',
      "select killed, children_injured, hromada_code from incident where source_system = 'road-police' order by received_at limit 1",
    ),
  ).toEqual([{ killed: 1, children_injured: 1, hromada_code: 'UA05020030000031457' }]);
});

test('a run with one row per vehicle is one incident with all vehicles; a later vehicle is added', async () => {
  const run = async () => {
    const [found] = await system.sql(
      'incident-intake',
      `select incident_id, settlement_code, injured from incident where source_system = 'fire-unit-2' and external_id = 'F-101'`,
    );
    const { incident_id: incidentId, ...rest } = found as { incident_id: string };
    const { stdout } = await system.hromada('incidents', 'get', incidentId, '--json');
    const { responders } = JSON.parse(stdout) as { responders: { unit: string }[] };
    return { ...rest, units: responders.map(({ unit }) => unit) };
  };
  expect(await run()).toEqual({ settlement_code: 'UA05020230010011069', injured: 1, units: ['АЦ-1', 'АД-30', 'АЦ-2'] });
  const [, , file = '', ...options] = documented('fire-unit-2');
  const later = join(folder, 'vehicles-later.csv');
  const row = /^F-101.*АЦ-2.*$/m.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
  writeFileSync(later, `${readFileSync(file, 'utf8')}${row.replace('АЦ-2', 'АР-2')}\n`);
  const { stdout } = await system.hromada('import', 'incidents', later, ...options);
  expect(stdout).toContain('8 rows read: 0 added, 1 updated, 2 unchanged, 0 different, 3 merged, 2 rejected\n');
  expect((await run()).units.toSorted()).toEqual(['АД-30', 'АР-2', 'АЦ-1', 'АЦ-2']);
});

test('a run of the ambulance has the class of its source, and is measured by the target of this class', async () => {
  const [id] = await system.sql(
    'incident-intake',
    "select incident_id from incident where source_system = 'ambulance-103' and external_id = '103-1'",
  );
  const { incident_id: incidentId } = id as { incident_id: string };
  const { stdout } = await system.hromada('incidents', 'get', incidentId);
  expect(stdout).toContain('Classes:     103 critical, resolution-1031 3.1\n');
  await eventually(async () => {
    const day = ['--from', '2026-03-12', '--to', '2026-03-12'];
    const onTime = await system.hromada('on-time', ...day, '--json');
    const { results } = JSON.parse(onTime.stdout) as { results: unknown[] };
    const ofClass = (targetClass: string, minutes: number, kept: boolean) =>
      expect.objectContaining({
        target: expect.objectContaining({ targetClass, minutes, status: 'TARGET_STATUS_BINDING' }) as unknown,
        arrivals: '1',
        kept,
      }) as unknown;
    expect(results).toEqual([ofClass('critical', 10, true), ofClass('emergency', 20, false)]);
  });
});

test('a later export with another class differs', async () => {
  const [, , file = '', ...options] = documented('ambulance-103');
  const later = join(folder, 'ambulance-later.csv');
  writeFileSync(later, readFileSync(file, 'utf8').replace('Екстрений', 'Критичний'));
  const { stdout } = await system.hromada('import', 'incidents', later, ...options);
  expect(stdout).toContain(
    'line 3 differs: report.external_classification differs from what was imported before; an import does not change it\n',
  );
});

test('a check as JSON has counts, problems, and a fragment that makes the mapping complete', async () => {
  const mapping = join(folder, 'kinds.yaml');
  const file = join(folder, 'kinds.csv');
  const written = (values: string): string => `version: 1
times: { received: { column: at } }
category:
  column: kind
${values}
place: { hromada: { value: UA05020030000031457 } }
`;
  writeFileSync(file, 'at,kind\n2025-05-01 10:00,Lost dog\n2025-05-01 11:00,Lost dog\n2025-05-02 10:00,Noise: party\n');
  writeFileSync(mapping, written('  values: {}'));
  const check = ['import', 'incidents', file, '--mapping', mapping, '--check', '--json'];
  const first = JSON.parse((await system.hromada(...check)).stdout) as { suggestion: string };
  expect(first).toMatchObject({
    rows: 3,
    skipped: 0,
    refused: 3,
    problems: [
      { field: 'category (kind)', rule: 'is not a known category', rows: 3, lines: [2, 3, 4], sample: 'Lost dog' },
    ],
    unmapped: [
      { field: 'category', value: 'Lost dog', rows: 2, firstLine: 2 },
      { field: 'category', value: 'Noise: party', rows: 1, firstLine: 4 },
    ],
  });
  writeFileSync(mapping, written(first.suggestion.split('category:\n')[1] ?? ''));
  expect(JSON.parse((await system.hromada(...check)).stdout)).toMatchObject({ rows: 3, refused: 0, suggestion: '' });
});

test('an invalid mapping is rejected with every field and rule, and nothing is sent', async () => {
  const mapping = join(folder, 'invalid.yaml');
  const file = join(folder, 'rows.csv');
  writeFileSync(file, 'Created,Kind\n2025-05-01 10:00,x\n');
  writeFileSync(
    mapping,
    `version: 1
times: { received: { column: Craeted } }
category: { column: Kind, values: { x: fire, X: gas } }
attributes: [{ name: fire_objekt, value: dwelling }]
place: { hromada: { value: UA05020030000031457 } }
`,
  );
  const { exitCode, stdout, stderr } = await system.hromada('import', 'incidents', file, '--mapping', mapping);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  const lines = stderr.split('\n').map((line) => line.trim());
  expect(lines[0]).toBe(`${mapping} is not a valid mapping:`);
  expect(lines).toEqual(
    expect.arrayContaining([
      'mapping.times.received.column names the column “Craeted”, which the export does not have (did you mean “Created”?): it has Created, Kind',
      'mapping.category.values.X means “fire” and “gas”: each text must have one meaning, and case does not matter',
      expect.stringContaining(
        'mapping.attributes[0].name “fire_objekt” is not an attribute of any category (did you mean “fire_object”?)',
      ),
      expect.stringContaining('mapping.attributes must give fire_object, one of dwelling'),
    ]),
  );
});

test.each([
  [['--time-column', 'x'], '--time-column: write this into the mapping file instead.'],
  [['--file', 'units=/none.csv'], 'names no file “units”; its files are: none.'],
  [['--file', 'units'], 'It must be a name of the mapping and a path'],
])('%j is rejected', async (options, problem) => {
  const example = join(ROOT, 'docs/examples/import/city-requests');
  const { exitCode, stderr } = await system.hromada(
    'import',
    'incidents',
    `${example}.csv`,
    '--mapping',
    `${example}.yaml`,
    ...options,
  );
  expect(exitCode).toBeGreaterThan(0);
  expect(stderr).toContain(problem);
});

const REAL = {
  file: process.env['SAFE_COMMUNITY_EXPORT'],
  mapping: process.env['SAFE_COMMUNITY_EXPORT_MAPPING'],
};

test('a real export: what a check accepts is imported, and importing again adds nothing', async ({ skip }) => {
  // Real exports are not part of the project.
  if (REAL.file === undefined || REAL.mapping === undefined) {
    return skip('SAFE_COMMUNITY_EXPORT and SAFE_COMMUNITY_EXPORT_MAPPING name no files');
  }
  const command = ['import', 'incidents', REAL.file, '--mapping', REAL.mapping, '--source', 'real-export', '--json'];
  const run = async (...more: string[]) =>
    JSON.parse((await system.hromada(...command, ...more)).stdout) as Record<string, number>;
  const { rows = 0, skipped = 0, refused = 0 } = await run('--check');
  const first = await run();
  // Intake may reject more: it knows the rules of places.
  expect(first['added']).toBeGreaterThan(0);
  expect((first['added'] ?? 0) + (first['refused'] ?? 0)).toBe(rows - skipped);
  expect(first['refused']).toBeGreaterThanOrEqual(refused);
  expect(await run()).toMatchObject({ rows, added: 0, alreadyKnown: first['added'], refused: first['refused'] });
});
