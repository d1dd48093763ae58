import { randomUUID } from 'node:crypto';
import { assignmentIds } from '@safe-community/events';
import { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BEAT_TABLES } from '../src/beats/beat.store.ts';
import { ASSIGNMENT_OVER_TIME_TABLES } from '../src/officers/assignment.store.ts';
import { beat, VINNYTSIA } from './registry-client.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

const DISTRICT = '0520655500';
const AT = new Date('2026-05-01T08:00:00Z');

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('the migration carries assignments over, with the ids that consumers derive from their events', async () => {
  const officers: string[] = [];
  for (let count = 0; count < 4; count += 1) officers.push((await registry.client.registerOfficer()).officerId);
  const [primary = '', deputy = '', second = '', ofDistrict = ''] = officers;
  await registry.sql('drop trigger refuse_former_assignment on assignment');
  await registry.sql('drop function refuse_former_assignment');
  await registry.sql('drop table beat_assignment, beat_unit, beat');
  await registry.sql('create index assignment_primary_of_beat on assignment (hromada_code)');
  await registry.sql('create index assignment_primary_of_officer on assignment (officer_id)');
  const former = [
    [primary, '', 'primary', 0],
    [second, '', 'deputy', 2],
    [deputy, '', 'deputy', 1],
    [ofDistrict, DISTRICT, 'primary', 3],
  ] as const;
  for (const [officerId, district, role, hours] of former) {
    const assignedAt = new Date(AT.getTime() + hours * 3_600_000);
    await registry.sql('insert into assignment values ($1, $2, $3, $4, $5)', [
      officerId,
      VINNYTSIA,
      district,
      role,
      assignedAt,
    ]);
  }
  for (const statement of [...BEAT_TABLES, ...ASSIGNMENT_OVER_TIME_TABLES]) await registry.sql(statement);
  const found = await registry.sql(
    `select assignment_id, beat_id, officer_id, role, deputy_order, unit_code, is_whole
     from beat_assignment join beat using (beat_id) join beat_unit using (beat_id) order by starts_at`,
  );
  const expected = [
    [primary, '', 'primary', 0],
    [deputy, '', 'deputy', 1],
    [second, '', 'deputy', 2],
    [ofDistrict, DISTRICT, 'primary', 0],
  ] as const;
  expect(found).toEqual(
    expected.map(([officerId, district, role, order]) => {
      const event = OfficerAssigned.fromPartial({ officerId, beat: beat(VINNYTSIA, district) });
      const { assignmentId, beatId } = assignmentIds(event);
      return {
        assignment_id: assignmentId,
        beat_id: beatId,
        officer_id: officerId,
        role,
        deputy_order: order,
        unit_code: district === '' ? VINNYTSIA : district,
        is_whole: district === '',
      };
    }),
  );
});

test('a replica of the former version cannot write assignments that nobody reads', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const write = registry.sql(`insert into assignment values ($1, $2, '', 'primary', now())`, [officerId, randomUUID()]);
  await expect(write).rejects.toMatchObject({ code: '57P03' });
});
