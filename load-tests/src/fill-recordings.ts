import pg from 'pg';

/** Writes recordings into the tables of camera-rollout that would take hours through the service, and follows its run. */
export interface RecordingFill {
  /** Recordings of 2020 of one camera: all of them are due. */
  recordings(count: number): Promise<void>;
  /** Sets the rules by which everything is due, and lets a new run begin. */
  rules(): Promise<void>;
  /** Moves the next step of these recordings to today, and lets a new run begin. */
  nextStep(): Promise<void>;
  /** Resolves when the run has begun, or is done. */
  until(state: 'begun' | 'done'): Promise<void>;
  /** Numbers of these recordings by state. */
  states(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

const POLL_MS = 50;

/** @param url database of camera-rollout, as owner. */
export async function openRecordingFill(url: string): Promise<RecordingFill> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async recordings(count) {
      await client.query(RECORDINGS, [count]);
      await client.query(CHAINS);
      await client.query('analyze recording, recording_chain');
    },
    async rules() {
      await client.query('update retention_policy set confirmed = true');
      await client.query(TERM);
      await client.query(NEW_RUN);
    },
    async nextStep() {
      await client.query(NEXT_STEP);
      await client.query('analyze recording_expiry');
      await client.query(NEW_RUN);
    },
    async until(state) {
      for (;;) {
        const { rows } = await client.query<{ begun: boolean; done: boolean }>(RUN);
        if (rows[0]?.begun === true && (state === 'begun' || rows[0].done)) return;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async states() {
      const { rows } = await client.query<{ state: string; count: number }>(STATES);
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    close: () => client.end(),
  };
}

const RECORDINGS = `
  insert into recording (recording_id, camera_id, officer_id, unit_code, oblast_code, hromada_code, started_at,
    camera_time, clock_offset_ms, duration_ms, size_bytes, sha256, store_reference, category, capture_signature,
    uploaded_at, registered_at, not_held, clock_skew, demonstration, verify_at)
  select uuidv7(at - now()), camera_id, camera_id, unit_code, oblast_code, '', at, at, 0, 600000, 1000000,
    sha256(('benchmark ' || n)::bytea), 'benchmark/' || n, '', 'absent', at, at, false, false, true, 'infinity'
  from (select * from camera limit 1) camera, generate_series(1, $1::int) n,
    lateral (select timestamptz '2020-01-01' + n * interval '10 seconds' as at) times`;

// Without entries, so that the first step is the first entry.
const CHAINS = `
  insert into recording_chain (recording_id, length, hash, oblast_code, hromada_code, key_id, wrapped_key)
  select recording_id, 0, decode(repeat('00', 32), 'hex'), oblast_code, hromada_code, 'benchmark', ''
  from recording where store_reference like 'benchmark/%'`;

// From today, so that it holds instead of that of the demonstration, by which every recording would be announced.
const TERM = `
  insert into expiry_term (valid_from, notice_days, restore_days, source, confirmed, version)
  values ((now() at time zone 'Europe/Kyiv')::date, 1, 1, 'benchmark', true, 1) on conflict do nothing`;

const NEXT_STEP = `
  update recording_expiry set expires_on = case when state = 'announced' then current_date - 1 end,
    restorable_until = case when state = 'expired' then current_date - 2 end
  from recording r where r.recording_id = recording_expiry.recording_id and r.store_reference like 'benchmark/%'`;

const NEW_RUN = `update retention_run set day = '2000-01-01'`;
const RUN = `select day > '2000-01-01' as begun, day > '2000-01-01' and done as done from retention_run`;
const STATES = `
  select state, count(*)::int as count from recording_expiry join recording using (recording_id)
  where store_reference like 'benchmark/%' group by state`;
