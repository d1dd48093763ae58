import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runReports, type RunningReports } from '../../test/running-reports.ts';

let reports: RunningReports;
beforeAll(async () => {
  reports = await runReports();
});
afterAll(() => reports.stop());

test('a place that is only like what was typed is offered, and taken when it is chosen', async () => {
  const visitor = await visit(`${reports.url}/report`);
  await visitor.send({ category: 'infrastructure' });
  await visitor.send({ q: 'Якушинцы' });
  expect(visitor.title).toContain('Де це сталося?');
  expect(visitor.text).toContain('Точної назви немає. Можливо, ви шукали:');
  expect(visitor.text).toContain('село Якушинці, Якушинецька громада');
  expect(visitor.text.replaceAll(/ value="[^"]*"/g, '')).not.toContain('Якушинцы');
  await visitor.send({ step: 'choose', code: 'UA05020310010019628' });
  expect(visitor.title).toContain('Можливо');
});
