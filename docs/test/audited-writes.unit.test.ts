import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedMethods, writesOf } from '@safe-community/testkit';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const INTAKE = 'safecommunity.incidents.v1.IncidentIntakeService';
const OFFICERS = 'safecommunity.officers.v1.OfficerService';
const CAMERAS = 'safecommunity.cameras.v1.CameraRolloutService';

/**
 * Writes with one audit entry for each of their parts; apps/incident-intake/test/audited-writes.int.test.ts,
 * apps/incident-intake/src/schools/schools.int.test.ts, and the import-*.int.test.ts of the registry and of camera-rollout test them.
 */
const IN_PARTS = [
  `${INTAKE}/BatchReportIncidents`,
  `${INTAKE}/ImportIncidents`,
  'safecommunity.incidents.v1.MappedImportService/ImportMappedIncidents',
  'safecommunity.incidents.v1.SchoolService/ImportSchools',
  `${OFFICERS}/ImportOfficers`,
  `${CAMERAS}/ImportCameras`,
  `${CAMERAS}/ImportCustody`,
  'safecommunity.cameras.v1.RecordingImportService/ImportRecordings',
];

test('an integration test compares the audit entry of every write', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'apps'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const tested = files
    .split('\0')
    .filter((file) => /\/(src|test)\/.*\.ts$/.test(file) && existsSync(join(ROOT, file)))
    .flatMap((file) => namedMethods(readFileSync(join(ROOT, file), 'utf8'), 'auditedWrite'));
  const known = new Set([...tested, ...IN_PARTS]);
  const missing = writesOf('safecommunity.').filter((method) => !known.has(method));
  const advice = 'add to the integration test of its module: await expectAudited(service, auditedWrite(…))';
  expect(
    missing.map((method) => `${method}: ${advice}`),
    'writes whose audit entry no test compares',
  ).toEqual([]);
});
