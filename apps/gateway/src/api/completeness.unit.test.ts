import { QueryFiguresResponse } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages } from '../../test/running-pages.ts';

test('a figure comes with how complete it is, also in a table', async () => {
  const coverage = { completeness: Completeness.INCOMPLETE, coveredPercent: 37 };
  const running = await runPages({
    ...ANSWERS,
    QueryFigures: () =>
      QueryFiguresResponse.fromPartial({ figures: [{ territoryCode: VINNYTSIA, value: 8, coverage }, { value: 3 }] }),
  });
  const path = '/api/v1/figures?measure=incidents&level=oblast';
  expect(await (await running.get(path)).json()).toMatchObject({
    figures: [
      { value: 8, coverage: { completeness: 'incomplete', covered_percent: 37 } },
      { value: 3, coverage: null },
    ],
  });
  const table = await running.text(path.replace('figures?', 'figures.csv?'));
  expect(table).toMatch(/,8,,,,,,incomplete,37\r?\n/);
  expect(table).toMatch(/,3,,,,,,,\r?\n/);
  await running.stop();
});
