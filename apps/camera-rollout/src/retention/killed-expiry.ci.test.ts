import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rows } from '@safe-community/database';
import { bundledProgram } from '@safe-community/testkit/bundled-program';
import { createTestDatabase, programEnvironment, testKeysDir } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { migrateRollout } from '../../test/running-rollout.ts';
import { openRolloutDatabase } from '../service.ts';

const PROGRAM = join(import.meta.dirname, '../../test/programs/expiring-service.ts');
const RECORDINGS = 5;

interface Step {
  readonly kind: string;
  readonly state: string;
  /** A day on which it is not due yet, and the first one on which it is. */
  readonly early: string;
  readonly due: string;
  /** What makes it due. */
  readonly cause?: readonly string[];
}

const HOLD = [
  `insert into recording_hold (hold_id, kind, case_number, reason, placed_at, caller, release_reason)
   values (gen_random_uuid(), 'legal', '', 'ухвала', now(), 'test', '')`,
  `insert into held_recording select hold_id, recording_id from recording_hold, recording where released_at is null`,
];
const RELEASE = ['update recording_hold set released_at = now()'];

/** All steps that there are. Both holds begin and end between two runs. */
const STEPS: readonly Step[] = [
  { kind: 'expiry_announced', state: 'announced', early: '2026-01-31', due: '2026-02-01' },
  { kind: 'expiry_cancelled', state: 'kept', early: '2026-02-02', due: '2026-02-03', cause: HOLD },
  { kind: 'expiry_announced', state: 'announced', early: '2026-02-03', due: '2026-02-04', cause: RELEASE },
  { kind: 'expired', state: 'expired', early: '2026-02-07', due: '2026-02-08' },
  { kind: 'restored', state: 'kept', early: '2026-02-09', due: '2026-02-10', cause: HOLD },
  { kind: 'expiry_announced', state: 'announced', early: '2026-02-10', due: '2026-02-11', cause: RELEASE },
  { kind: 'expired', state: 'expired', early: '2026-02-14', due: '2026-02-15' },
  { kind: 'deleted', state: 'deleted', early: '2026-02-25', due: '2026-02-26' },
];
const KINDS = STEPS.map(({ kind }) => kind);
const EVENTS = {
  expiry_announced: 'recording-expiry-announced',
  expiry_cancelled: 'recording-expiry-cancelled',
  expired: 'recording-expired',
  restored: 'recording-restored',
  deleted: 'recording-deleted',
};

// By 30 days, what was recorded on 5 January is due on 5 February.
const FILL = [
  `insert into patrol_unit values ('kyiv-1', 'UA80000000000093317', 'Київ', 'Kyiv')`,
  `insert into camera (camera_id, serial_number, model, firmware_version, unit_code, oblast_code, state, registered_at)
   values (gen_random_uuid(), '1', 'Body', '', 'kyiv-1', 'UA80000000000093317', 'in_stock', '2026-01-01')`,
  `insert into recording (recording_id, camera_id, officer_id, unit_code, oblast_code, hromada_code, started_at,
     camera_time, clock_offset_ms, duration_ms, size_bytes, sha256, store_reference, category, capture_signature,
     uploaded_at, registered_at, not_held, clock_skew)
   select gen_random_uuid(), camera_id, gen_random_uuid(), unit_code, oblast_code, '', at, at, 0, 60000, 1,
     sha256(n::text::bytea), n::text, '', 'absent', at, at, false, false
   from camera, generate_series(1, ${RECORDINGS}) n, cast('2026-01-05T10:00:00Z' as timestamptz) at`,
  `insert into recording_chain (recording_id, length, hash, oblast_code, hromada_code, key_id, wrapped_key)
   select recording_id, 0, decode(repeat('00', 32), 'hex'), oblast_code, hromada_code, 'k1', '' from recording`,
  `update retention_policy set confirmed = true`,
  `insert into expiry_term (valid_from, notice_days, restore_days, source, confirmed, version)
   values ('2020-01-01', 3, 10, 'наказ про тест', true, 1)`,
];

test(
  'a kill at every step of the expiry loses no step, and takes none early or twice',
  { timeout: 600_000 },
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
    const program = await bundledProgram(PROGRAM);
    const start = (more: Readonly<Record<string, string>> = {}) => {
      const env = { ...programEnvironment(), DATABASE_URL: own.url, KEYS_DIR, ...more };
      return spawn(process.execPath, [program], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    };
    // Lives on, as another replica does. Each process that dies starts where the one before it has died.
    const living = start();
    onTestFinished(() => void living.kill());
    const answers = createInterface({ input: living.stdout })[Symbol.asyncIterator]();
    const run = async (day: string) => {
      living.stdin.write(`${day}\n`);
      expect(await answers.next()).toEqual({ done: false, value: day });
    };
    const runAndDie = async (day: string, crashPoint: string) => {
      const dying = start({ ALLOW_CRASH_POINTS: 'yes', CRASH_POINT: crashPoint });
      dying.stdin.end(`${day}\n`);
      expect(await once(dying, 'exit')).toEqual([null, 'SIGKILL']);
    };

    /** How many recordings have taken each step. State, custody, and events agree, and no step is missing or repeated. */
    const taken = async (): Promise<number[]> => {
      const found = await sql<{ state: string; kinds: string[] }>(`
      select coalesce(state, 'kept') as state,
        array(select kind from recording_custody c where c.recording_id = r.recording_id order by entry_index) as kinds
      from recording r left join recording_expiry using (recording_id)`);
      for (const { state, kinds } of found) {
        expect(kinds).toEqual(KINDS.slice(0, kinds.length));
        expect(state).toBe(STEPS[kinds.length - 1]?.state ?? 'kept');
      }
      const published = await sql<{ type: string; count: number }>(
        `select type, count(*)::int as count from ledger_event group by type`,
      );
      for (const [kind, name] of Object.entries(EVENTS)) {
        const count = published.find(({ type }) => type.endsWith(`.${name}`))?.count ?? 0;
        expect([kind, count]).toEqual([
          kind,
          found.flatMap(({ kinds }) => kinds.filter((each) => each === kind)).length,
        ]);
      }
      return STEPS.map((_, index) => found.filter(({ kinds }) => kinds.length > index).length);
    };

    for (const [step, { early, due, cause = [] }] of STEPS.entries()) {
      const before = STEPS.map((_, index) => (index < step ? RECORDINGS : 0));
      const after = (count: number) => before.map((each, index) => (index === step ? count : each));
      await run(early);
      expect(await taken()).toEqual(before);
      for (const statement of cause) await sql(statement);
      await runAndDie(due, 'write.before-commit');
      expect(await taken()).toEqual(before);
      await runAndDie(due, 'write.committed');
      expect(await taken()).toEqual(after(2));
      await runAndDie(due, 'write.before-commit:2');
      expect(await taken()).toEqual(after(4));
      await run(due);
      await run(due);
      expect(await taken()).toEqual(after(RECORDINGS));
    }
    living.stdin.end();
    expect(await once(living, 'exit')).toEqual([0, null]);
  },
);
