import { hromadas, specialCities } from '@safe-community/territory';
import pg from 'pg';
import { FILL_MONTH } from './fill-month.ts';

/** Length of the generated history. */
const MONTHS = 24;

/**
 * Fills the incident table directly, because the service would take hours: `size` incidents of the last two years, in
 * hromadas weighted by population, a fifth of them imported. The partition of a month gets its indexes when it is full.
 * @param url database of incident-intake, as its own role.
 */
export async function fillIncidents(url: string, size: number, say: (line: string) => void): Promise<void> {
  // Not with the services' timeout, which treats a statement of a minute as a lost server.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const began = performance.now();
    const months = monthsUntil(new Date(), size / MONTHS);
    for (const month of months) await fillMonth(client, month);
    say(`filled in ${seconds(began)} s`);
    for (const { name } of months) await client.query(`vacuum (analyze) ${name}`);
    say(`vacuumed and analysed, ${seconds(began)} s in all`);
  } finally {
    await client.end();
  }
}

interface Month {
  /** Name of its partition. */
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  readonly next: Date;
  readonly count: number;
}

/** Oldest first; the first and the current month count half. */
function monthsUntil(now: Date, perMonth: number): Month[] {
  return Array.from({ length: MONTHS + 1 }, (_, index) => {
    const ago = MONTHS - index;
    const [from, next] = [monthOf(now, -ago), monthOf(now, 1 - ago)];
    const name = `incident_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    const share = ago === MONTHS || ago === 0 ? perMonth / 2 : perMonth;
    return { name, from, next, to: ago === 0 ? now : next, count: Math.round(share) };
  });
}

async function fillMonth(client: pg.Client, { name, from, to, next, count }: Month): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [name]);
  const isNew = rows[0]?.exists !== true;
  await client.query('begin');
  await client.query(`set local maintenance_work_mem = '1GB'`);
  if (isNew) await client.query(`create table ${name} (like incident including defaults including constraints)`);
  await client.query(`insert into ${name} ${FILL_MONTH}`, [from, to, count, ...places()]);
  if (isNew) await attach(client, name, firstIdOf(from), firstIdOf(next));
  await client.query('commit');
}

/** Moves the data of the main job from the default partition to this one. */
async function attach(client: pg.Client, name: string, first: string, beyond: string): Promise<void> {
  const moved = `delete from incident_default where incident_id >= '${first}' and incident_id < '${beyond}' returning *`;
  await client.query(`with moved as (${moved}) insert into ${name} select * from moved`);
  await client.query(`alter table incident attach partition ${name} for values from ('${first}') to ('${beyond}')`);
}

/** Codes, oblasts, beats, and the cumulative share of the population before each, from 0 to 1. */
function places(): unknown[][] {
  const all = [...hromadas(), ...specialCities()];
  const people = all.reduce((sum, { population }) => sum + population, 0);
  let before = 0;
  const begins = all.map(({ population }) => {
    const share = before / people;
    before += population;
    return share;
  });
  return [
    all.map(({ code }) => code),
    all.map(({ oblastCode }) => oblastCode),
    all.map(({ population }) => Math.ceil(population / PEOPLE_OF_AN_OFFICER)),
    begins,
  ];
}

const PEOPLE_OF_AN_OFFICER = 10_000;

function monthOf(now: Date, ahead: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
}

/** The smallest UUID version 7 of a time. */
function firstIdOf(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1_000);
}
