import { randomUUID } from 'node:crypto';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { header, row } from '../../test/messages.ts';
import { openWatch } from '../../test/open-watch.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('a hundred stalled watches delay nobody and take little memory', async () => {
  const before = process.memoryUsage.rss();
  const reading = openWatch(intake.port, {}, 'client');
  onTestFinished(() => reading.close());
  await eventually(() => expect(reading.tokens.length).toBeGreaterThan(0));
  const idle = Array.from({ length: 100 }, () => openWatch(intake.port, {}, 'client', { reads: false }));
  onTestFinished(() => idle.forEach((watch) => watch.close()));
  const rows = Array.from({ length: 1_500 }, (_, n) => row(n + 1, { externalId: randomUUID() }));
  await intake.send([header(randomUUID()), ...rows]);
  await eventually(() => expect(reading.changes).toHaveLength(1_500), { within: 120_000 });
  const grownMb = (process.memoryUsage.rss() - before) / 2 ** 20;
  expect(grownMb).toBeLessThan(300);
}, 240_000);
