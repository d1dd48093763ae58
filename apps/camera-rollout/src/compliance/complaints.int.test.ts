import { randomUUID } from 'node:crypto';
import { ComplianceFigures, ComplianceGroup as Group } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { FootageOutcome, FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KYIV } from '../../test/attendance.ts';
import { at, MONTH, openCompliance, type ComplianceGround } from '../../test/compliance-ground.ts';

const NONE = { decided: 0n, granted: 0n, partlyGranted: 0n, refused: 0n, noFootage: 0n, forwarded: 0n };
const DURING = { footageFromTime: at(5, 599), footageToTime: at(5, 900) };

let ground: ComplianceGround;
beforeAll(async () => {
  ground = await openCompliance();
});
afterAll(() => ground.stop());

async function totalOf(filter: object): Promise<ComplianceFigures> {
  return (await ground.compliance.getCompliance({ ...MONTH, ...filter })).total ?? ComplianceFigures.fromPartial({});
}

async function decided(outcome: FootageOutcome, change: object): Promise<void> {
  const complaint = { kind: FootageRequestKind.COMPLAINT, requestId: randomUUID(), ...DURING, ...change };
  const { footageRequestId, etag } = await ground.footage.assigned(complaint);
  const grounds = 'Підстави рішення за законом';
  await ground.footage.requests.decideRequest({ footageRequestId, etag, outcome, grounds });
}

test('complaints are counted by outcome, with footage and without', async () => {
  const { unit, patrol } = await ground.newUnit();
  const patrolUnitCode = unit;
  await ground.calls.recorded(patrol, at(5));
  const afterwards = { footageFromTime: at(5, 601), footageToTime: at(5, 900) };
  await decided(FootageOutcome.REFUSED, { patrolUnitCode });
  await decided(FootageOutcome.GRANTED, { patrolUnitCode });
  await decided(FootageOutcome.NO_FOOTAGE, { patrolUnitCode, ...afterwards });
  // It is undecided.
  await ground.footage.assigned({ kind: FootageRequestKind.COMPLAINT, patrolUnitCode, ...DURING });
  expect(await totalOf({ patrolUnitCode })).toMatchObject({
    complaintsWithFootage: { ...NONE, decided: 2n, refused: 1n, granted: 1n },
    complaintsWithoutFootage: { ...NONE, decided: 1n, noFootage: 1n },
  });
});

test('a complaint without a unit has the footage of its place, unless that was deleted before it came', async () => {
  const oblastCode = 'UA05000000000010236';
  const [hromadaCode, elsewhere] = ['UA05020030000031457', 'UA05020170000049432'];
  const { patrol } = await ground.newUnit(oblastCode);
  const recordingId = await ground.calls.recorded({ ...patrol, hromadaCode }, at(5));
  const figures = async () => {
    const { complaintsWithFootage: withIt, complaintsWithoutFootage: without } = await totalOf({ oblastCode });
    return [withIt?.decided, without?.decided];
  };
  await decided(FootageOutcome.GRANTED, { hromadaCode });
  await decided(FootageOutcome.NO_FOOTAGE, { hromadaCode: elsewhere });
  expect(await figures()).toEqual([1n, 1n]);
  const deleted = (since: string) =>
    ground.rollout.sql(
      `insert into recording_expiry (recording_id, state, state_since) values ($1, 'deleted', $2)
       on conflict (recording_id) do update set state_since = excluded.state_since`,
      [recordingId, since],
    );
  await deleted('2026-10-20T20:00:01Z');
  expect(await figures()).toEqual([1n, 1n]);
  await deleted('2026-10-20T19:59:59Z');
  expect(await figures()).toEqual([0n, 2n]);
});

test('a complaint counts once for each officer whom its recordings, its incident, or the crew of it name', async () => {
  const { calls, compliance } = ground;
  const { unit: patrolUnitCode, patrol } = await ground.newUnit();
  const [colleague, linked, stranger] = [
    await ground.newPatrol(patrolUnitCode),
    await ground.newPatrol(patrolUnitCode),
    await ground.newPatrol(patrolUnitCode),
  ];
  const named = await calls.recorded(patrol, at(5));
  const shown = await calls.recorded(linked, at(5, 7_200));
  await calls.recorded(stranger, at(5));
  const incidentId = await calls.attended(at(5), { ...patrol, colleagueIds: [colleague.officerId] });
  const link = { recordingId: shown, incidentId, reason: 'за рапортом' };
  await ground.recordings.confirmLink(link, { actingUser: 'olena' });
  await decided(FootageOutcome.GRANTED, { patrolUnitCode, recordingIds: [named], incidentId });
  await decided(FootageOutcome.REFUSED, { patrolUnitCode, recordingIds: [named] });
  await decided(FootageOutcome.REFUSED, { patrolUnitCode });
  const { rows, total } = await compliance.getCompliance({ ...MONTH, patrolUnitCode, groupBy: Group.OFFICER });
  expect(total?.complaintsWithFootage).toMatchObject({ decided: 3n });
  const counted = new Map(rows.map(({ officerId, figures }) => [officerId, figures?.complaintsWithFootage]));
  expect(counted.get(patrol.officerId)).toEqual({ ...NONE, decided: 2n, granted: 1n, refused: 1n });
  for (const { officerId } of [colleague, linked]) {
    expect(counted.get(officerId)).toEqual({ ...NONE, decided: 1n, granted: 1n });
  }
  expect(counted.get(stranger.officerId)).toEqual(NONE);
  expect(counted.get('')).toEqual({ ...NONE, decided: 1n, refused: 1n });
  for (const filter of [{}, { patrolUnitCode }, { oblastCode: KYIV }]) {
    const ofPatrol = await totalOf({ ...filter, officerId: patrol.officerId });
    expect(ofPatrol.complaintsWithFootage).toMatchObject({ decided: 2n, granted: 1n });
    const ofStranger = await totalOf({ ...filter, officerId: stranger.officerId });
    expect(ofStranger.complaintsWithFootage).toEqual(NONE);
  }
});
