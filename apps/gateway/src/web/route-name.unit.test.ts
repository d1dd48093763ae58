import { expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages } from '../../test/running-pages.ts';
import { programsOf } from '../service.ts';
import { routeName } from './route-name.ts';

test.each([
  ['/h/:katottg', '/h/:katottg'],
  [String.raw`/open311/v2/:name{services(?:\.(?:xml|json))?}`, '/open311/v2/services'],
  ['/open311/v2/requests/:name{.+}', '/open311/v2/requests/:name'],
  ['/*', '/*'],
])('the route %s is called %s', (pattern, name) => {
  expect(routeName(pattern)).toBe(name);
});

test('every answer has a route that logs and metrics can name', async () => {
  const pages = await runPages(ANSWERS);
  for (const path of ['/open311/v2/discovery.json', '/open311/v2/services', '/open311/v2/requests/1.xml', '/nowhere'])
    await pages.get(path);
  await pages.stop();
  const routes = pages.log.flatMap((line) => /"route":"([^"]*)"/.exec(line)?.[1] ?? []);
  expect(new Set(routes)).toEqual(
    new Set(['/open311/v2/discovery', '/open311/v2/services', '/open311/v2/requests/:name', '/*']),
  );
});

test('metrics take the name of every route of a program', () => {
  const call = (): Promise<never> => Promise.reject(new Error('nothing is called'));
  const backend = {
    installation: 'real' as const,
    officers: call,
    incidents: call,
    cameras: call,
    statistics: call,
    close: () => undefined,
  };
  const names = programsOf(backend, '').flatMap(({ endpoints }) => endpoints.map(({ path }) => routeName(path)));
  expect(names.length).toBeGreaterThan(10);
  // As `loggableText` of packages/telemetry; any other text would be "[not logged]".
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_./:*>[\]-]{1,256}$/);
});
