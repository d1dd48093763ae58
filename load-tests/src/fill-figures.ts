import pg from 'pg';

/** Counters of ten years, past the service: of the country and all oblasts, and of some hromadas. */
export interface FilledFigures {
  readonly hromadas: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly cells: number;
  readonly durations: number;
}

const YEARS = 10;
const CATEGORIES = [
  'road_crash',
  'fire',
  'medical',
  'public_order',
  'gas',
  'infrastructure',
  'access_barrier',
  'other',
];

/**
 * A hromada has two categories on each day and a repaired pit each week; the country and the oblasts have all
 * categories and a pit on each day. The last day is that before today. A source reports each oblast, every day, but for the
 * first one, of which nobody reports.
 */
export async function fillFigures(
  url: string,
  hromadas: readonly string[],
  oblasts: readonly string[],
): Promise<FilledFigures> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ first: string; last: string }>(
      `select (date_trunc('year', now()) - interval '${YEARS - 1} years')::date::text as first, (now()::date - 1)::text as last`,
    );
    const [{ first, last } = { first: '', last: '' }] = rows;
    const fill = async (codes: readonly string[], perDay: number, everyDays: number) => {
      const cells = await client.query(CELLS, [codes, first, last, CATEGORIES, perDay]);
      const durations = await client.query(DURATIONS, [codes, first, last, everyDays]);
      return { cells: cells.rowCount ?? 0, durations: durations.rowCount ?? 0 };
    };
    const large = await fill(['UA', ...oblasts], CATEGORIES.length, 1);
    const small = await fill(hromadas, 2, 7);
    await client.query(DECLARATIONS, [oblasts.slice(1), first, last, CATEGORIES]);
    await client.query(HEARD, [oblasts, first, last]);
    await client.query(CHANGED);
    for (const table of ['incident_count', 'duration_count']) await client.query(`vacuum analyze ${table}`);
    return {
      hromadas,
      firstDay: first,
      lastDay: last,
      cells: large.cells + small.cells,
      durations: large.durations + small.durations,
    };
  } finally {
    await client.end();
  }
}

const DAYS = `
  unnest($1::text[]) as code
  cross join generate_series(0, $3::date - $2::date) as number
  cross join lateral (select $2::date + number as day) as days`;

const CELLS = `
  insert into incident_count (territory_code, day, category, incidents, killed, injured, defenders_killed,
    defenders_injured, children_killed, children_injured)
  select code, day, ($4::text[])[1 + (number + each + length(code)) % cardinality($4::text[])],
    1 + (number + each) % 4, 0, (number % 9 = 0)::int, 0, 0, 0, 0
  from ${DAYS} cross join generate_series(0, $5::int - 1) as each
  on conflict do nothing`;

const DURATIONS = `
  insert into duration_count (measure, territory_code, day, category, responder, known_on, bucket, value)
  select 'pit_repair_time', code, day, 'infrastructure', '', day, 300 + number % 90, 1 + number % 3
  from ${DAYS} where number % $4::int = 0
  on conflict do nothing`;

const DECLARATIONS = `
  insert into source_declaration (declaration_id, source, title_uk, title_en, matters, categories, territory_codes,
    first_day, lag_days, said_by, recorded_on, recorded_at, caller)
  select gen_random_uuid(), code, code, code, '{incidents,casualties,arrivals}', $4, array[code], $2::date, 0, 'a benchmark',
    $3::date, now(), 'a benchmark'
  from unnest($1::text[]) as code`;

/** So that services read the declarations and days again. */
const CHANGED = `
  insert into source_revision (id, version) values (1, gen_random_uuid())
  on conflict (id) do update set version = excluded.version;
  insert into source_heard (source, stamp) select source, count(*) from source_day group by source on conflict do nothing`;

const HEARD = `insert into source_day (source, day, known_on) select code, day, day from ${DAYS} on conflict do nothing`;
