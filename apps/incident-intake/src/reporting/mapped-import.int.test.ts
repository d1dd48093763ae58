import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { MappedImportServiceService } from '@safe-community/contracts/incidents/v1/mapped_import_service.ts';
import { auditEntriesOf, expectPartsAudited, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mappedParts, sendMapped, type MappedPart, type Uploaded } from '../../test/mapped-import-calls.ts';
import { VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

const example = (file: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../../../docs/examples/import', file));
const FIRE_RUNS = { mapping: example('fire-runs.yaml'), export: example('fire-runs.csv') };
const MAPPING = `version: 1
key: [id]
times: { received: { column: at } }
category: { column: kind, values: { шум: other } }
place: { hromada: { value: ${VINNYTSIA} } }
`;
const EXPORT = 'id,at,kind\n1,2025-05-01 10:00,шум\n2,2025-05-01 11:00,крадіжка\n3,yesterday,шум\n';

const send = (uploaded: Uploaded) => sendMapped(intake, mappedParts(uploaded));

test('imports a file with its responders and times, and a repeat adds nothing', async () => {
  const requestId = randomUUID();
  const sourceSystem = `runs-${randomUUID()}`;
  const answer = await send({ ...FIRE_RUNS, requestId, sourceSystem });
  expect(answer).toMatchObject({ rows: 6, added: 3, alreadyKnown: 0, skipped: 1, refused: 2, valid: 0, unmapped: [] });
  expect(answer.refusedRows).toEqual([
    { rowNumber: 8, field: 'attributes.fire_object', rule: 'is not in the mapping' },
    { rowNumber: 9, field: 'times.received', rule: 'must be a time like dd.MM.yyyy HH:mm' },
  ]);
  expect(await send({ ...FIRE_RUNS, requestId, sourceSystem })).toEqual(answer);
  const again = await send({ ...FIRE_RUNS, sourceSystem });
  expect(again).toMatchObject({ added: 0, alreadyKnown: 3 });

  const [stored] = await intake.sql(
    'select incident_id from incident where source_system = $1 order by received_at limit 1',
    [sourceSystem],
  );
  const { incident } = await intake.get(String(stored?.['incident_id']));
  expect(incident).toMatchObject({
    category: IncidentCategory.FIRE,
    state: IncidentState.RESOLVED,
    receivedTime: new Date('2025-10-25T20:50:00Z'),
    onSceneTime: new Date('2025-10-25T21:04:00Z'),
    casualties: { injured: 1 },
    responders: [{ kind: ResponderKind.RESCUE, unit: 'ДПРЧ-1', leftTime: new Date('2025-10-25T23:10:00Z') }],
  });
});

test('a check stores nothing and says what the mapping lacks', async () => {
  const before = await intake.counts();
  const answer = await send({ mapping: MAPPING, export: EXPORT, checkOnly: true });
  expect(answer).toMatchObject({
    rows: 3,
    added: 0,
    valid: 1,
    refused: 2,
    refusedRows: [
      { rowNumber: 3, field: 'category', rule: 'is not a known category' },
      { rowNumber: 4, field: 'times.received', rule: 'must be a date and time such as 2026-01-31 18:05:00' },
    ],
    unmapped: [{ field: 'category', value: 'крадіжка', rows: 1, firstRow: 3 }],
  });
  expect(answer.suggestion).toContain('"крадіжка": other # 1 row, first in line 3');
  expect(await intake.counts()).toEqual(before);
});

test('a check examines rows as the import does', async () => {
  const mapping = MAPPING.replace(`{ value: ${VINNYTSIA} }`, '{ column: code }');
  const rows = 'id,at,kind,code\n1,2025-05-01 10:00,шум,UA05999999999999999\n';
  const { refusedRows } = await send({ mapping, export: rows, checkOnly: true });
  expect(refusedRows).toMatchObject([{ rowNumber: 2, field: 'report.hromada_code' }]);
});

test('rows of one key are one incident with the responders of all rows; a repeat adds nothing', async () => {
  const runs = { mapping: example('vehicle-runs.yaml'), export: example('vehicle-runs.csv') };
  const sourceSystem = `vehicles-${randomUUID()}`;
  expect(await send({ ...runs, sourceSystem })).toMatchObject({
    rows: 7,
    added: 3,
    merged: 2,
    refused: 2,
    refusedRows: [
      { rowNumber: 6, field: 'place', rule: expect.stringMatching(/see line 4\)$/) as string },
      { rowNumber: 6, field: 'description' },
      { rowNumber: 7, field: 'place', rule: 'is not in the mapping' },
    ],
  });
  const units = await intake.sql(
    `select external_id, count(*)::int as units from incident join responder using (incident_id)
     where source_system = $1 group by external_id order by external_id`,
    [sourceSystem],
  );
  expect(units).toEqual([
    { external_id: 'F-101', units: 3 },
    { external_id: 'F-102', units: 1 },
    { external_id: 'F-104', units: 1 },
  ]);
  expect(await send({ ...runs, sourceSystem })).toMatchObject({ added: 0, alreadyKnown: 3, merged: 2, refused: 2 });
  expect(await send({ ...runs, sourceSystem, checkOnly: true })).toMatchObject({ rows: 7, valid: 3, merged: 2 });
});

const VEHICLES = `${MAPPING.replace(`{ value: ${VINNYTSIA} }`, '{ column: code }')}repeated: merge
responders: [{ kind: { value: rescue }, unit: { column: unit }, dispatched: { column: at } }]
`;
const vehicle = (key: string, code: string, unit: number): string => `${key},2025-05-01 10:00,шум,${code},АЦ-${unit}\n`;

test('200 vehicles of one call are one incident', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => vehicle('1', VINNYTSIA, index)).join('');
  const sourceSystem = `many-${randomUUID()}`;
  const answer = await send({ mapping: VEHICLES, export: `id,at,kind,code,unit\n${rows}`, sourceSystem });
  expect(answer).toMatchObject({ rows: 200, added: 1, merged: 199, refused: 0 });
  const [{ units } = {}] = await intake.sql(
    'select count(*)::int as units from incident join responder using (incident_id) where source_system = $1',
    [sourceSystem],
  );
  expect(units).toBe(200);
});

test.each([true, false])('rows of a rejected incident are rejected with it: checked only %s', async (checkOnly) => {
  const bad = [1, 2, 3].map((unit) => vehicle('1', 'UA05999999999999999', unit));
  const good = [4, 5].map((unit) => vehicle('2', VINNYTSIA, unit));
  const uploaded = { mapping: VEHICLES, export: `id,at,kind,code,unit\n${[...bad, ...good].join('')}`, checkOnly };
  const answer = await send({ ...uploaded, sourceSystem: `rejected-${randomUUID()}` });
  expect(answer).toMatchObject({ rows: 5, added: checkOnly ? 0 : 1, valid: checkOnly ? 1 : 0, merged: 1, refused: 3 });
  const rule = 'is part of the row in line 2, which is rejected';
  expect(answer.refusedRows).toEqual([
    { rowNumber: 2, field: 'report.hromada_code', rule: expect.stringContaining('KATOTTG') as string },
    { rowNumber: 3, field: 'row', rule },
    { rowNumber: 4, field: 'row', rule },
  ]);
});

test('a further file gives the casualties', async () => {
  const files = { casualties: example('casualties.csv') };
  const crashes = { mapping: example('road-crashes.yaml'), export: example('road-crashes.csv'), files };
  const sourceSystem = `crashes-${randomUUID()}`;
  expect(await send({ ...crashes, sourceSystem })).toMatchObject({ added: 3, refused: 3, unusedRows: 1 });
  const stored = await intake.sql(
    'select killed, injured, children_killed, hromada_derived from incident where source_system = $1 order by received_at',
    [sourceSystem],
  );
  expect(stored).toEqual([
    { killed: 1, injured: 2, children_killed: 0, hromada_derived: true },
    { killed: 1, injured: 1, children_killed: 1, hromada_derived: true },
    { killed: 0, injured: 0, children_killed: 0, hromada_derived: true },
  ]);
});

test.each<[given: string, uploaded: Uploaded, fields: string[]]>([
  ['a mapping that is not YAML', { mapping: 'a: [', export: EXPORT }, ['mapping']],
  [
    'an unknown category',
    { mapping: MAPPING.replace('other', 'noise'), export: EXPORT },
    ['mapping.category.values.шум'],
  ],
  ['an unknown column', { mapping: MAPPING.replace('[id]', '[ID 1]'), export: EXPORT }, ['mapping.key']],
  [
    'two errors',
    { mapping: MAPPING.replace('at }', 'a }').replace('other', 'x'), export: EXPORT },
    ['mapping.times.received.column', 'mapping.category.values.шум'],
  ],
  ['an empty export', { mapping: MAPPING, export: '' }, ['export']],
  ['an id that is none', { mapping: MAPPING, export: EXPORT, requestId: '1' }, ['header.request_id']],
  ['a source that is none', { mapping: MAPPING, export: EXPORT, sourceSystem: 'Ü' }, ['header.source_system']],
  ['a missing further file', { mapping: `${MAPPING}files: { units: {} }`, export: EXPORT }, ['mapping.files.units']],
  ['a file that the mapping does not name', { mapping: MAPPING, export: EXPORT, files: { units: 'a' } }, ['file.name']],
  ['a mapping that is too long', { mapping: `${MAPPING}#${'x'.repeat(262_144)}`, export: EXPORT }, ['mapping']],
])('rejects %s, with the fields, and stores nothing', async (_, uploaded, fields) => {
  const before = await intake.counts();
  const refusal = await refusalOf(send(uploaded));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields });
  expect(await intake.counts()).toEqual(before);
});

test('an error does not repeat what the first line of a file without a header says', async () => {
  const refusal = await refusalOf(send({ mapping: MAPPING, export: 'Ївга Щезликова,+380931847265\n' }));
  expect(JSON.stringify(refusal)).not.toContain('Щезликова');
});

test.each<[given: string, change: (parts: MappedPart[]) => MappedPart[], field: string]>([
  ['no header', (parts) => parts.slice(1), 'header'],
  ['no mapping', (parts) => parts.toSpliced(1, 1), 'mapping'],
  ['no end', (parts) => parts.slice(0, -1), 'end'],
  ['the mapping after the export', (parts) => [...parts.slice(0, -1), ...parts.slice(1, 2)], 'end'],
  [
    'an end that counts other bytes',
    (parts) => [...parts.slice(0, -1), { $case: 'end', value: { exportBytes: 1n } }],
    'end.export_bytes',
  ],
])('ends the import at %s', async (_, change, field) => {
  const refusal = await refusalOf(sendMapped(intake, change(mappedParts({ mapping: MAPPING, export: EXPORT }))));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('the same request id with another file or mapping is rejected', async () => {
  const requestId = randomUUID();
  const sourceSystem = `again-${randomUUID()}`;
  await send({ mapping: MAPPING, export: EXPORT, requestId, sourceSystem });
  for (const other of [
    { mapping: `${MAPPING}# v2`, export: EXPORT },
    { mapping: MAPPING, export: `${EXPORT}9,2025-05-01 12:00,шум\n` },
  ]) {
    const refusal = await refusalOf(send({ ...other, requestId, sourceSystem }));
    expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  }
});

test('needs the scope', async () => {
  const parts = mappedParts({ mapping: MAPPING, export: EXPORT });
  expect(await refusalOf(sendMapped(intake, parts, new Metadata(), 'nats'))).toMatchObject({
    code: 'PERMISSION_DENIED',
  });
});

test('the audit records who imported, and an entry for each row', async () => {
  const requestId = randomUUID();
  const metadata = new Metadata();
  metadata.set('acting-user', 'person-7');
  metadata.set('purpose', 'audit-check');
  const by = { system: 'client', edrpou: '00000000', actingUser: 'person-7', purpose: 'audit-check', kind: 'write' };
  const parts = mappedParts({ mapping: MAPPING, export: EXPORT, requestId, sourceSystem: 'audited-file' });
  await sendMapped(intake, parts, metadata);
  const method = MappedImportServiceService.importMappedIncidents.path.slice(1);
  expect(await auditEntriesOf(intake, requestId)).toEqual([
    { ...by, method, requestId, subjectIds: ['audited-file'], refusal: '', times: 1 },
  ]);
  const [row] = await intake.sql(
    `select system, acting_user, method, subject_ids from audit_entry
     where subject_ids = (select array[incident_id::text] from incident where source_system = 'audited-file')`,
  );
  expect(row).toMatchObject({ acting_user: 'person-7', method: 'import-row' });
  const subjects = row?.['subject_ids'] as string[];
  await expectPartsAudited(MappedImportServiceService.importMappedIncidents, intake, { subjects });
});
