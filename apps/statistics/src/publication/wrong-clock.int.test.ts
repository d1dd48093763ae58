import { rows } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { systemClock } from '@safe-community/service-kit';
import { expect, onTestFinished, test } from 'vitest';
import { DOWN } from '../../test/draw.ts';
import { KYIV } from '../../test/events.ts';
import { ownDatabase } from '../../test/own-database.ts';
import { countCases } from '../../test/sensitive-counts.ts';
import { releaseJob } from './release.jobs.ts';

test('a clock that is ahead of the database releases no month before it has settled', async () => {
  const own = await ownDatabase();
  onTestFinished(() => own.drop());
  const { database } = own;
  const thisMonth = kyivDay(new Date()).slice(0, 7);
  await countCases(
    database,
    ['2021-01', thisMonth].map((month) => ({ code: KYIV, month, cases: 40 })),
  );
  const job = releaseJob({ database, clock: { ...systemClock, now: () => new Date('2140-01-01T10:00:00Z') } }, DOWN);
  while ((await job.run(new AbortController().signal)) > 0);
  const released = await rows<{ start: string }>(
    database.em.fork(),
    `select distinct period_start::text as start from released_period
     where period = 'month' and period_start in ('2021-01-01', $1)`,
    [`${thisMonth}-01`],
  );
  expect(released).toEqual([{ start: '2021-01-01' }]);
});
