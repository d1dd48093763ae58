import { randomUUID } from 'node:crypto';
import { ComplianceFigures, ComplianceGroup as Group } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Patrol } from '../../test/attendance.ts';
import { at, MONTH, openCompliance, type ComplianceGround } from '../../test/compliance-ground.ts';

let ground: ComplianceGround;
beforeAll(async () => {
  ground = await openCompliance();
});
afterAll(() => ground.stop());

async function totalOf(filter: object): Promise<ComplianceFigures> {
  return (await ground.compliance.getCompliance({ ...MONTH, ...filter })).total ?? ComplianceFigures.fromPartial({});
}

test('activation is judged for each officer of a crew, and counts once for the incident', async () => {
  const { calls, compliance, recordings } = ground;
  const { unit, patrol } = await ground.newUnit();
  const colleague = await ground.newPatrol(unit);
  const ofUnit = { ...MONTH, patrolUnitCode: unit };
  const incidentId = await calls.attended(at(5), { ...patrol, colleagueIds: [colleague.officerId] });
  await calls.attended(at(6), { ...patrol, colleagueIds: [randomUUID()] });
  await calls.attended(at(7), { responsibleId: patrol.officerId, colleagueIds: [colleague.officerId] });
  await calls.recorded(patrol, at(5));
  expect(await totalOf(ofUnit)).toMatchObject({ attended: 3n, counted: 3n, activated: 1n, excluded: [] });
  const ofOfficer = async ({ officerId }: Patrol) => totalOf({ ...MONTH, officerId });
  expect(await ofOfficer(patrol)).toMatchObject({ attended: 2n, counted: 2n, activated: 1n });
  expect(await ofOfficer(colleague)).toMatchObject({ attended: 2n, counted: 2n, activated: 0n });
  const { rows } = await compliance.getCompliance({ ...ofUnit, groupBy: Group.OFFICER });
  expect(rows.map(({ officerId, figures }) => [officerId, figures?.activated])).toEqual(
    [[patrol.officerId, 1n] as const, [colleague.officerId, 0n] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const missing = async (pageToken = '') => compliance.listMissing({ ...ofUnit, pageSize: 1, pageToken });
  const pages = [await missing()];
  while (pages.at(-1)?.nextPageToken !== '') pages.push(await missing(pages.at(-1)?.nextPageToken));
  const found = pages.flatMap(({ incidents }) => incidents);
  expect(found.map(({ arrivedTime, officerId }) => [arrivedTime, officerId])).toEqual([
    [at(7), colleague.officerId],
    [at(6), patrol.officerId],
    [at(5), colleague.officerId],
  ]);
  expect(found.at(-1)).toMatchObject({ incidentId, cameraId: colleague.cameraId });
  const recordingId = await calls.recorded(colleague, at(5, 7_200));
  await recordings.confirmLink({ recordingId, incidentId, reason: 'за рапортом' }, { actingUser: 'olena' });
  expect(await ofOfficer(colleague)).toMatchObject({ activated: 1n });
});
