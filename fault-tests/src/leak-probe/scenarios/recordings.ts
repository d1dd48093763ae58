import { setTimeout as sleep } from 'node:timers/promises';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CustodyServiceService as Custody,
  GetProofRequest,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OFFICIAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { PLACE, report } from './report.ts';

const CONSUMED_WITHIN_MS = 20_000;

/** A recording from its registration to the proof for a court. */
export async function record(
  context: ProbeContext,
  { cameraId, officerId }: { readonly cameraId: string; readonly officerId: string },
): Promise<void> {
  const { probe, random } = context;
  const id = random.uuid();
  const given = RecordingMetadata.fromPartial({
    cameraId,
    officerId,
    startTime: new Date(),
    durationMs: 1_000,
    sizeBytes: 1n,
    sha256: `${id}${id}`.replaceAll('-', ''),
    storeReference: `${id}.mp4`,
    hromadaCode: PLACE,
  });
  const request = { requestId: random.uuid(), recordings: [given] };
  const { recordings } = await probe.ask(Recordings.registerRecordings, request);
  const recordingId = recordings[0]?.recordingId ?? '';
  const [reason, place] = [said('перевірка скарги'), said('робоче місце')];
  const { recording } = await probe.ask(Recordings.getRecording, { recordingId, reason, place });
  requireRead('the digest of a recording', recording?.metadata?.sha256, given.sha256);
  const step = () => ({ requestId: random.uuid(), reason, place });
  await probe.ask(Recordings.categorise, { ...step(), recordingIds: [recordingId], category: 'evidence' });
  const { incidentId } = await report(context, IncidentCategory.DOMESTIC_VIOLENCE);
  const link = { ...step(), recordingId, incidentId };
  await onceKnown(() => probe.ask(Recordings.confirmLink, link, undefined, OFFICIAL.actingUser));
  await probe.ask(Recordings.removeLink, { ...step(), recordingId }, undefined, OFFICIAL.actingUser);
  await probe.ask(Custody.recordAccess, { ...step(), recordingId, kind: CustodyKind.SHARE, footageRequestId: '' });
  const hold = { requestId: random.uuid(), reason: OFFICIAL.ground, place };
  const held = { ...hold, recordingIds: [recordingId], kind: HoldKind.LEGAL, caseNumber: '' };
  const { holdId } = await probe.ask(Retention.placeHold, held);
  await probe.ask(Retention.releaseHold, { ...hold, requestId: random.uuid(), holdId });
  const asked = GetProofRequest.fromPartial({ recordingId, reason, place, withTexts: true });
  const { entries } = await probe.ask(Custody.getProof, asked);
  requireRead('the reason of an access', entries[1]?.texts?.reason, reason);
}

/** Camera-rollout consumes the event of a new incident a moment later. */
async function onceKnown<T>(call: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + CONSUMED_WITHIN_MS; ; await sleep(50)) {
    try {
      return await call();
    } catch (error) {
      const isEarly = error instanceof Error && error.message.includes('NOT_FOUND');
      if (!isEarly || performance.now() > deadline) throw error;
    }
  }
}
