import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CameraRolloutServiceService,
  GetCoverageRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';

import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  FootageRequestServiceService,
  SubmitRequestRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { openRecordingFill } from '../fill-recordings.ts';
import { openBareClient } from '../floors/bare-client.ts';
import { percentile } from '../frame/in-flight.ts';
import { keepPace } from '../frame/keep-pace.ts';
import type { System } from '../system.ts';

const CALM_SECONDS = 10;
const READS_PER_SECOND = 50;
/** Requests for footage: they wait for the portion of the run that is being committed. */
const WRITES_PER_SECOND = 5;
const KYIV = 'UA80000000000093317';

/** Latency of calls while nothing else happens, or while a run takes a step of each recording. */
export interface RetentionStretch {
  readonly beside: string;
  /** Recordings whose step was taken, for each second; none in the calm stretch. */
  readonly perSecond: number | undefined;
  readonly readP50: number;
  readonly readP99: number;
  readonly writeP50: number;
  readonly writeP99: number;
}

/** A run that announces the expiry of all recordings, one that expires them, and one that deletes them. */
export async function retentionRun(system: System, recordings: number): Promise<RetentionStretch[]> {
  const fill = await openRecordingFill(system.rolloutOwnerUrl);
  const { cameraRollout } = system.addresses;
  const reads = openBareClient(cameraRollout, system.credentials, CameraRolloutServiceService.getCoverage.path);
  const writes = openBareClient(cameraRollout, system.credentials, FootageRequestServiceService.submitRequest.path);
  try {
    await fill.recordings(recordings);
    const stretches = [await during('nothing', sleep(CALM_SECONDS * 1_000))];
    for (const [step, begin] of [
      ['announced', () => fill.rules()],
      ['expired', () => fill.nextStep()],
      ['deleted', () => fill.nextStep()],
    ] as const) {
      await begin();
      await fill.until('begun');
      stretches.push(await during(step, fill.until('done'), recordings));
      const { [step]: taken } = await fill.states();
      if (taken !== recordings) throw new Error(`${taken} of ${recordings} are ${step}`);
    }
    return stretches;
  } finally {
    reads.close();
    writes.close();
    await fill.close();
  }

  async function during(beside: string, work: Promise<unknown>, steps?: number): Promise<RetentionStretch> {
    const began = performance.now();
    let seconds = 0;
    const over = work.then(() => {
      seconds = (performance.now() - began) / 1_000;
    });
    const goesOn = (): boolean => seconds === 0;
    const coverage = GetCoverageRequest.encode(GetCoverageRequest.fromPartial({})).finish();
    const [read, write] = await Promise.all([
      keepPace(READS_PER_SECOND, () => reads.call(coverage), goesOn),
      keepPace(WRITES_PER_SECOND, () => writes.call(requestBytes()), goesOn),
      over,
    ]);
    return {
      beside,
      perSecond: steps === undefined ? undefined : steps / seconds,
      readP50: percentile(read, 0.5),
      readP99: percentile(read, 0.99),
      writeP50: percentile(write, 0.5),
      writeP99: percentile(write, 0.99),
    };
  }
}

/** About an hour of which there are no recordings. */
function requestBytes(): Uint8Array {
  const footageToTime = new Date(Date.now() - 3_600_000);
  return SubmitRequestRequest.encode(
    SubmitRequestRequest.fromPartial({
      requestId: randomUUID(),
      kind: FootageRequestKind.INFORMATION,
      requester: { fullName: 'Вигадана Особа', address: 'Київ, вулиця Вигадана, 1' },
      requestText: 'Вигаданий запит запису камери',
      hromadaCode: KYIV,
      footageFromTime: new Date(footageToTime.getTime() - 3_600_000),
      footageToTime,
      demonstration: true,
    }),
  ).finish();
}
