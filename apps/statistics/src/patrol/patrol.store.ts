import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { CameraIssue, PatrolOfficer } from './patrol-officer.ts';

// Two services publish officers and cameras, without an order between them: the tables are joined when counted.
export const PATROL_TABLES: readonly string[] = [
  `create table patrol_officer (
     officer_id uuid primary key,
     oblast_code text not null,
     demonstration boolean not null
   )`,
  `create table issued_camera (
     camera_id uuid primary key,
     officer_id uuid not null
   )`,
];

export const PATROL_RIGHTS: Rights = {
  patrol_officer: {
    insert: true,
    update: ['oblast_code', 'demonstration'],
    delete: true,
    reader: { columns: ['officer_id', 'oblast_code', 'demonstration'] },
  },
  issued_camera: {
    insert: true,
    update: ['officer_id'],
    delete: true,
    reader: { columns: ['camera_id', 'officer_id'] },
  },
};

/** Inserts officers. Leaves those as they are that a later event has saved. */
export async function addOfficers(tx: EntityManager, officers: readonly PatrolOfficer[]): Promise<void> {
  await rows(tx, `${INSERT_OFFICERS} do nothing`, columnsOf(officers));
}

/** Inserts or updates officers; of several versions of one officer the last counts. */
export async function saveOfficers(tx: EntityManager, officers: readonly PatrolOfficer[]): Promise<void> {
  await rows(
    tx,
    `${INSERT_OFFICERS} do update set oblast_code = excluded.oblast_code, demonstration = excluded.demonstration`,
    columnsOf(lastOfEach(officers, ({ officerId }) => officerId)),
  );
}

function columnsOf(officers: readonly PatrolOfficer[]) {
  return [
    officers.map(({ officerId }) => officerId),
    officers.map(({ oblastCode }) => oblastCode),
    officers.map(({ demonstration }) => demonstration),
  ];
}

/** Takes issues in the order in which they happened: a camera is with the officer who got it last. */
export async function saveIssues(tx: EntityManager, issues: readonly CameraIssue[]): Promise<void> {
  const latest = lastOfEach(issues, ({ cameraId }) => cameraId);
  await rows(tx, SAVE_ISSUES, [latest.map(({ cameraId }) => cameraId), latest.map(({ officerId }) => officerId)]);
}

/** One statement cannot write a row twice. */
function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

const INSERT_OFFICERS = `
  insert into patrol_officer (officer_id, oblast_code, demonstration)
  select * from unnest($1::uuid[], $2::text[], $3::boolean[])
  on conflict (officer_id)`;

const SAVE_ISSUES = `
  insert into issued_camera (camera_id, officer_id)
  select * from unnest($1::uuid[], $2::uuid[])
  on conflict (camera_id) do update set officer_id = excluded.officer_id`;

export async function forgetOfficers(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from patrol_officer');
}

export async function forgetIssues(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from issued_camera');
}
