import { prepared, type Rights, type Step } from '@safe-community/database';
import type { CameraIssue, PatrolOfficer } from './patrol-officer.ts';

// Two services publish officers and cameras, without an order between them: the tables are joined when counted.
export const PATROL_TABLES: readonly string[] = [
  `create table patrol_officer (
     officer_id uuid primary key,
     oblast_code text not null
   )`,
  `create table issued_camera (
     camera_id uuid primary key,
     officer_id uuid not null
   )`,
];

export const PATROL_RIGHTS: Rights = {
  patrol_officer: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['oblast_code'],
    delete: true,
    reader: { columns: ['officer_id', 'oblast_code'] },
  },
  issued_camera: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: ['officer_id'],
    delete: true,
    reader: { columns: ['camera_id', 'officer_id'] },
  },
};

/** What other modules may join. */
export const PATROL_ROWS = '(select officer_id from patrol_officer)';
export const ISSUED_ROWS = '(select officer_id from issued_camera)';

/** Inserts officers. Leaves those as they are that a later event has saved. */
export function addOfficers(officers: readonly PatrolOfficer[]): Step {
  return { statement: ADD_OFFICERS, values: columnsOf(officers) };
}

/** Inserts or updates officers; of several versions of one officer the last counts. */
export function saveOfficers(officers: readonly PatrolOfficer[]): Step {
  return { statement: SAVE_OFFICERS, values: columnsOf(lastOfEach(officers, ({ officerId }) => officerId)) };
}

function columnsOf(officers: readonly PatrolOfficer[]): unknown[] {
  return [officers.map(({ officerId }) => officerId), officers.map(({ oblastCode }) => oblastCode)];
}

/** Takes issues in the order in which they happened: a camera is with the officer who got it last. */
export function saveIssues(issues: readonly CameraIssue[]): Step {
  const latest = lastOfEach(issues, ({ cameraId }) => cameraId);
  const values = [latest.map(({ cameraId }) => cameraId), latest.map(({ officerId }) => officerId)];
  return { statement: SAVE_ISSUES, values };
}

/** Nobody has these cameras any more. */
export function endIssues(cameraIds: readonly string[]): Step {
  return { statement: END_ISSUES, values: [cameraIds] };
}

const END_ISSUES = prepared('delete from issued_camera where camera_id = any($1::uuid[])');

/** One statement cannot write a row twice. */
function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

const INSERT_OFFICERS = `
  insert into patrol_officer (officer_id, oblast_code)
  select * from unnest($1::uuid[], $2::text[])
  on conflict (officer_id)`;

const ADD_OFFICERS = prepared(`${INSERT_OFFICERS} do nothing`);
const SAVE_OFFICERS = prepared(`${INSERT_OFFICERS} do update set oblast_code = excluded.oblast_code`);

const SAVE_ISSUES = prepared(`
  insert into issued_camera (camera_id, officer_id)
  select * from unnest($1::uuid[], $2::uuid[])
  on conflict (camera_id) do update set officer_id = excluded.officer_id`);
