import { randomUUID } from 'node:crypto';
import { rows } from '@safe-community/database';
import { createWakeup } from '@safe-community/ledger';
import { loadKeyring } from '@safe-community/security/encryption';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KYIV } from '../../test/recordings.ts';
import { CONFIRMED, TERM } from '../../test/retention-calls.ts';
import { openRetention, RECORDED, type RetentionGround } from '../../test/retention-ground.ts';
import { runPortion } from './expiry.jobs.ts';
import { scan } from './expiry.store.ts';
import { FROZEN } from './freeze.store.ts';
import { lockProgress, saveFreezes, takeOpened } from './request-freeze.store.ts';
import { POLICIES } from './policy.store.ts';
import { limitsOn } from './retention-policy.ts';

const DAY = '2026-02-01';

let ground: RetentionGround;
let recordingIds: string[];
beforeAll(async () => {
  ground = await openRetention();
  await ground.begin();
  await ground.retention.setExpiryTerm({ term: TERM });
  await ground.setSeen(CONFIRMED);
  recordingIds = [];
  for (let count = 0; count < 5; count += 1) recordingIds.push(await ground.record());
  recordingIds.sort();
});
afterAll(() => ground.stop());

test('a scan ends at the first recordings that are due, and says how far it looked', async () => {
  const em = ground.rollout.database.em.fork();
  const limits = limitsOn(await POLICIES.list(em), DAY);
  const look = (after: string | null, most: number, mostDue: number) =>
    scan(em, limits, '2026-02-05', after, { most, mostDue });
  expect(await look(null, 4, 2)).toEqual({ last: recordingIds[3], count: 4, recordingIds: recordingIds.slice(0, 2) });
  expect(await look(recordingIds[3] ?? '', 4, 2)).toEqual({
    last: recordingIds[4],
    count: 1,
    recordingIds: recordingIds.slice(4),
  });
  expect(await look(recordingIds[4] ?? '', 4, 2)).toEqual({ last: null, count: 0, recordingIds: [] });
});

test.each([
  [2, 1],
  [3, 2],
  [5, 5],
  [4, 9],
])('a run in portions of %i recordings and %i steps takes each step once', async (scanned, changed) => {
  const { rollout } = ground;
  await rollout.sql(`delete from recording_expiry`);
  await rollout.sql(`update retention_run set day = '2000-01-01', done = true`);
  const before = Number((await entries())[0]?.['count']);
  const clock = { ...systemClock, now: () => new Date(`${DAY}T09:00:00Z`) };
  const keyring = loadKeyring(rollout.keysDir);
  const parts = createRuntime({
    installation: 'demonstration',
    database: rollout.database,
    wakeup: createWakeup(),
    keyring,
    clock,
  });
  const runtime = { ...parts, logger: rollout.logger };
  while ((await runPortion(keyring, runtime, { scanned, changed })) > 0);
  expect(await Promise.all(recordingIds.map(ground.stateOf))).toEqual(recordingIds.map(() => 'announced'));
  expect(Number((await entries())[0]?.['count'])).toBe(before + recordingIds.length);
});

const entries = () =>
  ground.rollout.sql(`select count(*)::int as count from recording_custody where kind = 'expiry_announced'`);

test('a request that is refused before all its recordings are found frees those that were', async () => {
  const { rollout } = ground;
  // The first of those whose recordings are looked for.
  const id = `00000000-0000-4000-8000-${randomUUID().slice(-12)}`;
  await rollout.database.em.fork().transactional(async (tx) => {
    await lockProgress(tx);
    await rows(tx, ADD_REQUEST, [id, RECORDED]);
    const found = (await takeOpened(tx, 1)) ?? [];
    expect(found).toMatchObject([{ footageRequestId: id }]);
    await saveFreezes(tx, found, RECORDED);
    await rows(tx, REFUSE, [id, RECORDED]);
  });
  await ground.follow();
  const left = await rollout.sql('select ended_at is null as open from request_freeze where footage_request_id = $1', [
    id,
  ]);
  expect(left).toEqual([{ open: false }]);
});

const ADD_REQUEST = `
  insert into footage_request (footage_request_id, kind, track, state, hromada_code, oblast_code, unit_code,
    footage_from, footage_to, received_at, due_at, extended, assignee, redaction_required, decided_by_system,
    decided_by_user, open_due_at, version, recording_ids, former_redaction_required, former_decided_by_system,
    former_decided_by_user, former_extended)
  select $1, 'information', 'usual', 'received', oblast_code, oblast_code, '', $2::timestamptz, $2, $2, $2, false, '',
    false, '', '', $2, 1, '{}', false, '', '', false
  from recording limit 1`;
const REFUSE = `
  update footage_request
  set state = 'decided', outcome = 'refused', decided_at = $2, open_due_at = null, freezes = 'none', version = 2
  where footage_request_id = $1`;

test('whether a recording is frozen follows from indexes of the requests that freeze, not from each of them', async () => {
  const { rollout } = ground;
  await rollout.sql(
    `insert into footage_request (footage_request_id, kind, track, state, hromada_code, oblast_code, unit_code,
       footage_from, footage_to, received_at, due_at, extended, assignee, redaction_required, decided_by_system,
       decided_by_user, open_due_at, version, recording_ids, former_redaction_required, former_decided_by_system,
       former_decided_by_user, former_extended)
     select gen_random_uuid(), 'information', 'usual', 'received', $1, $1, '', at, at, at, at, false, '', false, '', '',
       at, 1, '{}', false, '', '', false
     from generate_series(1, 5000) n, lateral (select timestamptz '2026-03-01' + n * interval '1 minute' as at) times`,
    [KYIV],
  );
  await rollout.sql('analyze footage_request');
  const plan = JSON.stringify(await rollout.sql(`explain select ${FROZEN} as frozen from recording r`));
  for (const by of ['incident', 'unit', 'place']) expect(plan).toContain(`footage_request_freezes_of_${by}`);
  expect(plan).not.toContain('Seq Scan on footage_request');
});
