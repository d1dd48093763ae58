import { rows } from '@safe-community/database';
import type { PatrolBook } from '../../app/ports.ts';

/**
 * Officers and cameras are told by different services, in no order between them:
 * each keeps a table of its own, and the two meet when they are counted.
 */
export const patrolBook: PatrolBook = {
  async noteOfficers(em, officers) {
    const latest = lastOfEach(officers, ({ officerId }) => officerId);
    await rows(em, NOTE_OFFICERS, [
      latest.map(({ officerId }) => officerId),
      latest.map(({ oblastCode }) => oblastCode),
      latest.map(({ demonstration }) => demonstration),
    ]);
  },
  async noteIssues(em, issues) {
    const latest = lastOfEach(issues, ({ cameraId }) => cameraId);
    await rows(em, NOTE_ISSUES, [latest.map(({ cameraId }) => cameraId), latest.map(({ officerId }) => officerId)]);
  },
};

/** One statement may touch a row only once. */
function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

const NOTE_OFFICERS = `
  insert into patrol_officer (officer_id, oblast_code, demonstration)
  select * from unnest($1::uuid[], $2::text[], $3::boolean[])
  on conflict (officer_id) do update set oblast_code = excluded.oblast_code, demonstration = excluded.demonstration`;

const NOTE_ISSUES = `
  insert into issued_camera (camera_id, officer_id)
  select * from unnest($1::uuid[], $2::uuid[])
  on conflict (camera_id) do update set officer_id = excluded.officer_id`;
