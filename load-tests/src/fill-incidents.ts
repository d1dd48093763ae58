import { rows, type Database, type EntityManager } from '@safe-community/database';
import { hromadas, specialCities } from '@safe-community/territory';
import { FILL_MONTH } from './fill-month.ts';

/** How long the filled history is. */
const MONTHS = 24;

/**
 * Fills the table of incidents past the service, which would take hours: `size` of them over the last two years, in
 * hromadas by their population, a fifth of them imported. A month's partition gets its indexes when it is full.
 * @param database of incident-intake, as its own role.
 */
export async function fillIncidents(database: Database, size: number, say: (line: string) => void): Promise<void> {
  const began = performance.now();
  const now = new Date();
  const perMonth = Math.ceil(size / MONTHS);
  await rows(database.em.fork(), 'select setseed(0.5)');
  for (let ago = MONTHS; ago >= 0; ago -= 1) {
    const [from, to] = [monthOf(now, -ago), ago === 0 ? now : monthOf(now, 1 - ago)];
    const share = ago === MONTHS || ago === 0 ? perMonth / 2 : perMonth;
    await fillMonth(database, from, to, Math.round(share));
  }
  say(`filled in ${seconds(began)} s`);
  // One by one, so that no statement takes longer than a service's may.
  for (let ago = MONTHS; ago >= 0; ago -= 1) {
    await rows(database.em.fork(), `vacuum (analyze) ${tableOf(monthOf(now, -ago))}`);
  }
  say(`vacuumed and analysed, ${seconds(began)} s in all`);
}

async function fillMonth(database: Database, from: Date, to: Date, count: number): Promise<void> {
  const name = tableOf(from);
  const [found] = await rows<{ exists: boolean }>(database.em.fork(), 'select to_regclass($1) is not null as exists', [
    name,
  ]);
  const isNew = found?.exists !== true;
  await database.em.fork().transactional(async (em) => {
    await rows(em, `set local statement_timeout = 0`);
    await rows(em, `set local maintenance_work_mem = '1GB'`);
    if (isNew) await rows(em, `create table ${name} (like incident including defaults including constraints)`);
    await rows(em, `insert into ${name} ${FILL_MONTH}`, [from, to, count, ...places()]);
    if (isNew) await attach(em, name, firstIdOf(from), firstIdOf(monthOf(from, 1)));
  });
}

/** What the main job put into the default partition belongs here as well. */
async function attach(em: EntityManager, name: string, first: string, beyond: string): Promise<void> {
  const moved = `delete from incident_default where incident_id >= '${first}' and incident_id < '${beyond}' returning *`;
  await rows(em, `with moved as (${moved}) insert into ${name} select * from moved`);
  await rows(em, `alter table incident attach partition ${name} for values from ('${first}') to ('${beyond}')`);
}

function tableOf(month: Date): string {
  return `incident_${month.toISOString().slice(0, 7).replace('-', '_')}`;
}

/** Codes, oblasts, beats and where each one's share of the people begins, from 0 to 1. */
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

/** The smallest id (UUID version 7) of a time. */
function firstIdOf(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1_000);
}
