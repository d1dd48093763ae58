import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { rows } from '@safe-community/database';
import { createTestDatabase, testKeysDir } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { migrateRollout } from '../../test/running-rollout.ts';
import { openRolloutDatabase } from '../service.ts';

const PROGRAM = join(import.meta.dirname, '../../test/programs/expiring-service.ts');
const RECORDINGS = 5;
const STEPS = ['expiry_announced', 'expired', 'deleted'];
const EVENTS = ['recording-expiry-announced', 'recording-expired', 'recording-deleted'];

// By 30 days, what was recorded on 5 January is due on 5 February.
const FILL = [
  `insert into patrol_unit values ('kyiv-1', 'UA80000000000093317', 'Київ', 'Kyiv', true)`,
  `insert into camera (camera_id, serial_number, model, unit_code, oblast_code, state, registered_at, demonstration)
   values (gen_random_uuid(), '1', 'Body', 'kyiv-1', 'UA80000000000093317', 'in_stock', '2026-01-01', true)`,
  `insert into recording (recording_id, camera_id, officer_id, unit_code, oblast_code, hromada_code, started_at,
     camera_time, clock_offset_ms, duration_ms, size_bytes, sha256, store_reference, category, capture_signature,
     uploaded_at, registered_at, not_held, clock_skew, demonstration)
   select gen_random_uuid(), camera_id, gen_random_uuid(), unit_code, oblast_code, '', at, at, 0, 60000, 1,
     sha256(n::text::bytea), n::text, '', 'absent', at, at, false, false, true
   from camera, generate_series(1, ${RECORDINGS}) n, cast('2026-01-05T10:00:00Z' as timestamptz) at`,
  `insert into recording_chain (recording_id, length, hash, oblast_code, hromada_code, key_id, wrapped_key)
   select recording_id, 0, decode(repeat('00', 32), 'hex'), oblast_code, hromada_code, 'k1', '' from recording`,
  `update retention_policy set confirmed = true`,
  `insert into expiry_term (valid_from, notice_days, restore_days, source, confirmed, version)
   values ('2020-01-01', 3, 10, 'наказ про тест', true, 1)`,
];

test(
  'a kill at every step of the expiry loses no step, and takes none early or twice',
  { timeout: 240_000 },
  async () => {
    const own = await createTestDatabase({ service: 'camera-rollout', migrate: migrateRollout });
    const database = openRolloutDatabase(own.adminUrl);
    onTestFinished(async () => {
      await database.close();
      await own.drop();
    });
    const sql = <Row>(statement: string) => rows<Row>(database.em.fork(), statement);
    for (const statement of FILL) await sql(statement);
    const KEYS_DIR = testKeysDir();
    const run = (day: string, crashPoint?: string) => {
      const crash = crashPoint === undefined ? {} : { ALLOW_CRASH_POINTS: 'yes', CRASH_POINT: crashPoint };
      const env = { PATH: process.env['PATH'], DATABASE_URL: own.url, KEYS_DIR, DAY: day, ...crash };
      const ended = spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' });
      const expected = crashPoint === undefined ? { signal: null, status: 0 } : { signal: 'SIGKILL', status: null };
      expect(ended).toMatchObject(expected);
    };

    /** How many recordings have taken each step. State, custody, and events agree, and no step is missing or repeated. */
    const taken = async (): Promise<number[]> => {
      const found = await sql<{ state: string; kinds: string[] }>(`
      select coalesce(state, 'kept') as state,
        array(select kind from recording_custody c where c.recording_id = r.recording_id order by entry_index) as kinds
      from recording r left join recording_expiry using (recording_id)`);
      for (const { state, kinds } of found) {
        expect(kinds).toEqual(STEPS.slice(0, ['kept', 'announced', 'expired', 'deleted'].indexOf(state)));
      }
      const counts = STEPS.map((step) => found.filter(({ kinds }) => kinds.includes(step)).length);
      const published = await sql<{ type: string; count: number }>(
        `select type, count(*)::int as count from ledger_event group by type`,
      );
      const countOf = (name: string) => published.find(({ type }) => type.endsWith(`.${name}`))?.count ?? 0;
      expect(EVENTS.map(countOf)).toEqual(counts);
      return counts;
    };

    const days = [
      ['2026-01-31', '2026-02-01'],
      ['2026-02-04', '2026-02-05'],
      ['2026-02-15', '2026-02-16'],
    ] as const;
    for (const [step, [early, due]] of days.entries()) {
      const before = STEPS.map((_, index) => (index < step ? RECORDINGS : 0));
      const after = (count: number) => before.map((each, index) => (index === step ? count : each));
      run(early);
      expect(await taken()).toEqual(before);
      run(due, 'write.before-commit');
      expect(await taken()).toEqual(before);
      run(due, 'write.committed');
      expect(await taken()).toEqual(after(2));
      run(due, 'write.before-commit:2');
      expect(await taken()).toEqual(after(4));
      run(due);
      run(due);
      expect(await taken()).toEqual(after(RECORDINGS));
    }
  },
);
