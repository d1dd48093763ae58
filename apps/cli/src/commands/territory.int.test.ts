import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['officer-registry']);
});
afterAll(() => system.stop());

test('lists hromadas as a table and as JSON, page by page', async () => {
  const table = await system.hromada('territory', 'list', '--search', "кам'янець подільська");
  expect(table.stdout).toContain('UA68020110000071202');
  expect(table.stdout).toContain('107,879');
  const filter = ['territory', 'list', '--oblast', 'Vinnytska', '--page-size', '2', '--json'];
  const { hromadas, nextPageToken } = JSON.parse((await system.hromada(...filter)).stdout) as {
    hromadas: { code: string }[];
    nextPageToken: string;
  };
  expect(hromadas.map(({ code }) => code)).toEqual(['UA05020010000053508', 'UA05020030000031457']);
  const next = await system.hromada(...filter, '--page-token', nextPageToken);
  expect(next.stdout).toContain('Вороновицька');
  const occupied = await system.hromada('territory', 'list', '--status', 'occupied', '--as-of', '2014-03-01');
  expect(occupied.stdout).toContain('Севастополь');
});

test('shows a hromada as of a day, with its changes', async () => {
  const { stdout } = await system.hromada('territory', 'show', 'Херсонська', '--as-of', '2022-10-15');
  expect(stdout).toContain('Херсонська (Khersonska), UA65100150000057191');
  expect(stdout).toContain('Status:     temporarily occupied (by 2022-09-30)');
  expect(stdout).toContain('  2022-11-30 liberated (KSE');
  const { stdout: json } = await system.hromada('territory', 'show', 'UA65100150000057191', '--json');
  expect(JSON.parse(json)).toMatchObject({ hromada: { state: { status: 'TERRITORY_STATUS_LIBERATED' } } });
});

test('locates a point, with certainty, distance, and attribution', async () => {
  const { stdout } = await system.hromada('territory', 'locate', '49.3', '28.6');
  expect(stdout).toContain('Вінницька, UA05020030000031457\nCertainty: inside the borders\n');
  expect(stdout).toMatch(/Border: {4}\d+ m away: .*\n.*CC BY 4\.0/);
  const crimea = await system.hromada('territory', 'locate', '44.952', '34.102');
  expect(crimea.stdout).toContain('Автономна Республіка Крим, UA01000000000013043: hromada unknown\nCertainty: inside');
  const json = await system.hromada('territory', 'locate', '49.3', '28.6', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ certainty: 'LOCATION_CERTAINTY_INSIDE' });
});

test.each([
  [['territory', 'locate', '50.6', '36.58'], 1, 'must lie in Ukraine'],
  [['territory', 'locate', 'north', '28.6'], 2, 'decimal degrees'],
  [['territory', 'list', '--status', 'free'], 2, 'one of controlled, frontline, occupied, liberated'],
  [['territory', 'show', 'UA05020990000012345'], 1, 'NOT_FOUND'],
])('hromada %j fails with exit code %i', async (command, code, message) => {
  const { exitCode, stderr } = await system.hromada(...command);
  expect(exitCode).toBe(code);
  expect(stderr).toContain(message);
});
