import pg from 'pg';

/** Writes into the tables of camera-rollout what would take hours through the service. */
export interface CameraFill {
  /** Codes of the patrol units. */
  units(): Promise<string[]>;
  /** Each camera in stock goes to a new officer of its unit. */
  issueAll(): Promise<void>;
  /** Each unit has had other figures every day of so many years, and each camera as many former holders. */
  history(years: number): Promise<void>;
  close(): Promise<void>;
}

/** @param url database of camera-rollout, as its own role. */
export async function openCameraFill(url: string): Promise<CameraFill> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = async (statement: string, ...values: unknown[]): Promise<void> =>
    void (await client.query(statement, values));
  return {
    async units() {
      const { rows } = await client.query<{ code: string }>('select code from patrol_unit order by code');
      return rows.map(({ code }) => code);
    },
    async issueAll() {
      await run(ISSUE);
      await run('analyze camera, patrol_officer');
    },
    async history(years) {
      await run(DAYS, years * 365);
      await run(FORMER_HOLDERS, years);
      await run('analyze unit_coverage, camera_custody');
    },
    close: () => client.end(),
  };
}

const ISSUE = `
  with new as (
    select camera_id, gen_random_uuid() as officer_id, unit_code, oblast_code from camera where state = 'in_stock'
  ), officers as (
    insert into patrol_officer (officer_id, unit_code, oblast_code, state, changed_at)
    select officer_id, unit_code, oblast_code, 'active', now() from new
  )
  update camera set state = 'issued', holder_id = new.officer_id, issued_at = now()
  from new where new.camera_id = camera.camera_id`;

const DAYS = `
  insert into unit_coverage (unit_code, day, strength, equipped, in_stock, in_repair)
  select code, current_date - number, 800, 700 + number % 100, number % 20, number % 10
  from patrol_unit cross join generate_series(1, $1::int) number
  on conflict do nothing`;

/** Numbers below those of the registrations, so that they collide with none. */
const FORMER_HOLDERS = `
  insert into camera_custody (camera_id, number, step, state, unit_code, oblast_code, officer_id, start_at, end_at, reason,
    caller, acting_user)
  select camera_id, -number, 'issue', 'issued', unit_code, oblast_code, gen_random_uuid(),
    now() - (number + 1) * interval '1 year', now() - number * interval '1 year', '', 'benchmark', ''
  from camera cross join generate_series(1, $1::int) number`;
