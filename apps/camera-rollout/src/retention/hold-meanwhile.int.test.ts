import { randomUUID } from 'node:crypto';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openExpiry, REASON, type ExpiryGround } from '../../test/retention-ground.ts';
import { lockRetained } from './expiry.store.ts';
import { insertHold } from './freeze.store.ts';

let ground: ExpiryGround;
beforeAll(async () => {
  ground = await openExpiry();
});
afterAll(() => ground.stop());

test('a hold that is committed while the run waits for its lock is respected', async () => {
  await ground.begin();
  const [held, due] = [await ground.record(), await ground.record()];
  const holding = ground.rollout.database.em.fork();
  await holding.begin();
  await lockRetained(holding, [], [held]);
  const run = ground.on('2026-02-01');
  await eventually(async () => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    expect((await ground.rollout.sql(waiting)).length).toBeGreaterThan(0);
  });
  const hold = { holdId: randomUUID(), kind: 'legal', caseNumber: '', reason: REASON, caller: 'client' } as const;
  await insertHold(holding, { ...hold, placedAt: new Date(), releasedAt: undefined, releaseReason: '' }, [held]);
  await holding.commit();
  await run;
  expect([await ground.stateOf(held), await ground.stateOf(due)]).toEqual([undefined, 'announced']);
});
