import { randomUUID } from 'node:crypto';
import { ComplianceServiceService } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { RecordingServiceService } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { testClient } from '@safe-community/testkit';
import { inStock, issueTo } from './devices.ts';
import { footageCalls, KYIV } from './footage-calls.ts';
import { metadata } from './recordings.ts';
import type { RunningRollout } from './running-rollout.ts';

/**
 * One of everything that compliance counts: an attended incident, its linked recording with a category, and complaints with
 * footage and without.
 *
 * @param at when the police arrived.
 * @param setNow sets the clock of the service: first to the issue of the camera, then to the end.
 */
export async function useCamera(
  rollout: RunningRollout,
  patrolUnitCode: string,
  at: Date,
  setNow: (step: 'issue' | 'end') => void,
): Promise<void> {
  const calls = footageCalls(rollout.port);
  const compliance = testClient(ComplianceServiceService, rollout.port);
  const recordings = testClient(RecordingServiceService, rollout.port);
  setNow('issue');
  await rollout.registry.addUnit({ code: patrolUnitCode, oblastCode: KYIV });
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode });
  await rollout.untilApplied();
  const cameraId = await inStock(rollout, patrolUnitCode);
  await issueTo(rollout, officerId, cameraId);
  setNow('end');
  const policy = { effectiveOn: '2026-01-01', graceSeconds: 60, source: 'Наказ' };
  await compliance.setActivationPolicy({ policy });
  const given = metadata({ cameraId, officerId, startTime: at, category: 'detention' });
  const { recordings: made } = await recordings.registerRecordings({ recordings: [given] });
  const incidentId = randomUUID();
  await rollout.sql(
    `insert into known_incident (incident_id, category, hromada_code, oblast_code, police_on_scene_at, officer_id)
     values ($1, 'other', $2, $2, $3, $4)`,
    [incidentId, KYIV, at, randomUUID()],
  );
  await rollout.sql('insert into incident_attendance values ($1, $2, $3, $4)', [
    incidentId,
    randomUUID(),
    officerId,
    at,
  ]);
  const link = { recordingId: made[0]?.recordingId ?? '', incidentId, reason: 'за рапортом' };
  await recordings.confirmLink(link, { actingUser: 'olena' });
  for (const hours of [0, 2]) {
    const footageFromTime = new Date(at.getTime() + hours * 3_600_000);
    const time = { footageFromTime, footageToTime: footageFromTime };
    await calls.decided({ kind: FootageRequestKind.COMPLAINT, patrolUnitCode, ...time });
  }
  for (const each of [calls, compliance, recordings]) each.close();
}
