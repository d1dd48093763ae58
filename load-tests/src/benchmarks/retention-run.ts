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
import { RecordingServiceService } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { openRecordingFill } from '../fill-recordings.ts';
import { openBareClient } from '../floors/bare-client.ts';
import { percentile } from '../frame/in-flight.ts';
import { keepPace } from '../frame/keep-pace.ts';
import type { System } from '../system.ts';
import { issuedCamera, requestOf } from './recordings.ts';

const CALM_SECONDS = 10;
const KYIV = 'UA80000000000093317';

/** Calls at a steady rate while nothing else happens, or while a run takes a step of each recording. */
export interface RetentionStretch {
  readonly beside: string;
  /** Recordings whose step was taken, for each second; none in the calm stretches. */
  readonly perSecond: number | undefined;
  readonly latencies: readonly CallLatency[];
}

interface CallLatency {
  readonly call: string;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * A run that announces the expiry of all recordings, one that expires them, and one that deletes them, each behind a stretch
 * without one.
 */
export async function retentionRun(system: System, recordings: number): Promise<RetentionStretch[]> {
  const fill = await openRecordingFill(system.rolloutOwnerUrl);
  const calls = await openCalls(system);
  try {
    await fill.recordings(recordings);
    const stretches: RetentionStretch[] = [];
    for (const [step, begin] of [
      ['announced', () => fill.rules()],
      ['expired', () => fill.nextStep()],
      ['deleted', () => fill.nextStep()],
    ] as const) {
      stretches.push(await during(`nothing, before ${step}`, sleep(CALM_SECONDS * 1_000)));
      await begin();
      await fill.until('begun');
      stretches.push(await during(step, fill.until('done'), recordings));
      const { [step]: taken } = await fill.states();
      if (taken !== recordings) throw new Error(`${taken} of ${recordings} are ${step}`);
    }
    return stretches;
  } finally {
    for (const call of calls) call.close();
    await fill.close();
  }

  async function during(beside: string, work: Promise<unknown>, steps?: number): Promise<RetentionStretch> {
    const began = performance.now();
    let seconds = 0;
    const over = work.then(() => {
      seconds = (performance.now() - began) / 1_000;
    });
    const latencies = calls.map(async ({ name, perSecond, send }): Promise<CallLatency> => {
      const each = await keepPace(perSecond, send, () => seconds === 0);
      return { call: name, perSecond, p50: percentile(each, 0.5), p99: percentile(each, 0.99) };
    });
    const [measured] = await Promise.all([Promise.all(latencies), over]);
    return { beside, perSecond: steps === undefined ? undefined : steps / seconds, latencies: measured };
  }
}

interface SteadyCall {
  readonly name: string;
  readonly perSecond: number;
  readonly send: () => Promise<unknown>;
  readonly close: () => void;
}

/** A read; a write that takes no lock of the run; and one that waits for the portion of the run that is being committed. */
async function openCalls(system: System): Promise<readonly SteadyCall[]> {
  const held = await issuedCamera(system);
  const coverage = GetCoverageRequest.encode(GetCoverageRequest.fromPartial({})).finish();
  const steady = (perSecond: number, path: string, bytes: () => Uint8Array): SteadyCall => {
    const client = openBareClient(system.addresses.cameraRollout, system.credentials, path);
    const name = path.split('/').at(-1) ?? '';
    return { name, perSecond, send: () => client.call(bytes()), close: () => client.close() };
  };
  return [
    steady(50, CameraRolloutServiceService.getCoverage.path, () => coverage),
    steady(5, RecordingServiceService.registerRecordings.path, () => requestOf(held, 1)),
    steady(5, FootageRequestServiceService.submitRequest.path, submissionBytes),
  ];
}

/** About an hour of which there are no recordings. */
function submissionBytes(): Uint8Array {
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
