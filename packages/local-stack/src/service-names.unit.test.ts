import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVICES } from './service-names.ts';

test('the list names every app that has a database', () => {
  const apps = join(import.meta.dirname, '../../../apps');
  const stateful = readdirSync(apps).filter((app) => existsSync(join(apps, app, 'src/migrate.ts')));
  expect(stateful).toEqual(SERVICES.toSorted());
});
