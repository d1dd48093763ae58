import { rows, type EntityManager } from '@safe-community/database';

export const THING_TABLES = `
  create table thing (id int primary key, name text not null, note text);
  create table mark (thing_id int not null references thing, value text not null)`;

export async function readThings(em: EntityManager, wanted: string, name: string): Promise<void> {
  await rows<{ readonly id: number; readonly note: string | null }>(em, whereEach(['name = $1']), [wanted]);
  await rows(em, 'update thing set title = $1', [wanted]);
  await rows<{ readonly id: number; readonly name: string }>(em, 'select id from thing');
  await rows<{ readonly name: number }>(em, 'select name from thing');
  await rows<{ readonly note: string }>(em, 'select note from thing');
  await rows<{ readonly value: string }>(em, 'select value from thing left join mark on thing_id = id');
  await rows(em, whereEach(wanted === '' ? ['note is null'] : ['nobody = $1']));
  await rows(em, `select from ${name}`);
  const conditions = ['true'];
  if (name !== '') conditions.push('nobody = 1');
  await rows(em, `select from thing where ${conditions.join(' and ')}`);
}

export function readAny<Row>(em: EntityManager): Promise<Row[]> {
  return rows<Row>(em, 'select id from thing');
}

function whereEach(conditions: readonly string[]): string {
  return `select id, note from thing where ${conditions.join(' and ')}`;
}
