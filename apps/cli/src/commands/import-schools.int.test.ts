import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
});
afterAll(() => system.stop());

test('imports a directory of schools by a mapping, with errors by line, and nothing twice', async () => {
  const folder = testFolder('schools');
  const [file, mapping] = [join(folder, 'schools.csv'), join(folder, 'mapping.json')];
  const columns = { edrpou: 'ЄДРПОУ', name: 'Назва', hromada_code: 'Громада', latitude: 'Пн', longitude: 'Сх' };
  const values = { hromada_code: { Вінницька: 'UA05020030000031457' } };
  writeFileSync(mapping, JSON.stringify({ format: { delimiter: ';' }, columns, values }));
  const lines = [
    'ЄДРПОУ;Назва;Громада;Пн;Сх',
    '32129;Ліцей № 1;Вінницька;49,2331;28,4682',
    '14360570;Гімназія;Вінницька;;',
    '14360570;Гімназія;Вінницька;;',
    '1436057X;Школа;Вінницька;;',
    '20077720;Школа;Інша;;',
    '20077720;Школа;Вінницька;49,2;',
    '20077720;Школа',
  ];
  writeFileSync(file, lines.join('\n'));
  const importing = (...options: string[]) =>
    system.hromada('import', 'schools', file, '--mapping', mapping, '--source', 'education-register', ...options);
  expect(JSON.parse((await importing('--check', '--json')).stdout)).toMatchObject({ rows: 7, added: 0, refused: 2 });
  const { exitCode, stdout } = await importing();
  expect(stdout.split('\n')).toEqual([
    'line 4 rejected: school.edrpou must be in one row of the import',
    'line 5 rejected: school.edrpou must be 8 digits',
    expect.stringMatching(/^line 6 rejected: school\.hromada_code must be /),
    'line 7 rejected: latitude and longitude must both be decimal degrees, or both be empty',
    'line 8 rejected: the row has 2 columns, the header 5: is it truncated?',
    '7 rows read: 2 added, 0 already known, 5 rejected',
    '',
  ]);
  expect(exitCode).toBe(0);
  expect((await importing()).stdout).toContain('7 rows read: 0 added, 2 already known, 5 rejected');
  expect(await system.sql('incident-intake', 'select edrpou, latitude from school order by edrpou')).toEqual([
    { edrpou: '00032129', latitude: 49.2331 },
    { edrpou: '14360570', latitude: null },
  ]);
});
