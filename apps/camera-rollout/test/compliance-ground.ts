import { ComplianceServiceService as Compliance } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { startTestNats, testClient, type TestClient } from '@safe-community/testkit';
import { attendances, KYIV, type Attendances, type Patrol } from './attendance.ts';
import { footageCalls, type FootageCalls } from './footage-calls.ts';
import { intakeLedger, type IntakeLedger } from './intake-ledger.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

export const ISSUED = new Date('2026-10-01T08:00:00Z');
export const NOW = new Date('2026-10-20T20:00:00Z');
export const GRACE_SECONDS = 300;
export const POLICY = { effectiveOn: '2026-10-03', graceSeconds: GRACE_SECONDS, source: 'Наказ № 1, пункт 2' };
export const MONTH = { firstDay: '2026-10-01', lastDay: '2026-10-20' };

/** An instant of October, from nine o'clock UTC on. */
export const at = (dayOfMonth: number, seconds = 0): Date =>
  new Date(Date.UTC(2026, 9, dayOfMonth, 9) + seconds * 1_000);

/** A service with a policy of activation, and an intake that publishes to it. */
export interface ComplianceGround {
  readonly rollout: RunningRollout;
  readonly intake: IntakeLedger;
  readonly compliance: TestClient<typeof Compliance>;
  readonly recordings: TestClient<typeof Recordings>;
  readonly footage: FootageCalls;
  readonly calls: Attendances;
  /** A new unit, and an officer with a camera since the first of October. */
  newUnit(oblastCode?: string): Promise<{ readonly unit: string; readonly patrol: Patrol }>;
  /** One more officer of the unit. */
  newPatrol(unit: string, hasCamera?: boolean): Promise<Patrol>;
  stop(): Promise<void>;
}

/** @param callers added to the registered ones. */
export async function openCompliance(callers: Parameters<typeof runRollout>[1] = []): Promise<ComplianceGround> {
  let now = ISSUED;
  const nats = await startTestNats();
  const intake = await intakeLedger(nats);
  const options = { incidentIntake: intake.address, broker: nats };
  const rollout = await runRollout({ clock: { ...systemClock, now: () => now } }, callers, options);
  const compliance = testClient(Compliance, rollout.port);
  const recordings = testClient(Recordings, rollout.port);
  const footage = footageCalls(rollout.port);
  const calls = attendances(rollout, intake, recordings);
  await compliance.setActivationPolicy({ policy: POLICY });
  const newPatrol = async (unit: string, hasCamera = true): Promise<Patrol> => {
    now = ISSUED;
    const patrol = await calls.newPatrol(unit, hasCamera);
    now = NOW;
    return patrol;
  };
  return {
    rollout,
    intake,
    compliance,
    recordings,
    footage,
    calls,
    newPatrol,
    async newUnit(oblastCode = KYIV) {
      const unit = await calls.newUnit(oblastCode);
      return { unit, patrol: await newPatrol(unit) };
    },
    async stop() {
      for (const client of [compliance, recordings, footage]) client.close();
      await rollout.stop();
      await intake.stop();
      await nats.stop();
    },
  };
}
