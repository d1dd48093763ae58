import { signCheckpoint } from '@safe-community/audit';
import type { SigningKey } from '@safe-community/audit/signing';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import { callerWithRoles, testClient, type TestClient } from '@safe-community/testkit';
import { anchorPortion } from '../src/custody/anchor.store.ts';
import { issued } from './devices.ts';
import { KYIV, metadata, UNIT } from './recordings.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';

/** A service with an officer who holds a camera, and the calls that tests of custody have in common. */
export interface CustodyGround {
  readonly rollout: RunningRollout;
  readonly custody: TestClient<typeof Custody>;
  /** The evidence custodian of another oblast. */
  readonly elsewhere: TestClient<typeof Custody>;
  readonly recordings: TestClient<typeof Recordings>;
  /** Registers a recording, and resolves to its id. */
  registered(change?: object): Promise<string>;
  /** A recording with five entries: the first has no reason, and only the last says from where. */
  withEntries(change?: object): Promise<string>;
  /** Covers all chains by the audit, and signs it. */
  anchor(): Promise<void>;
  /** Changes the stored chain as somebody may who owns the database. */
  tamper(statement: string, values: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param reason of each entry.
 * @param key that signs the audit.
 */
export async function openCustody(reason: string, key: SigningKey): Promise<CustodyGround> {
  const { roles } = loadPolicy(BUILT_IN_POLICY, declaredScopes());
  const role = roles.get('evidence-custodian');
  if (role === undefined) throw new Error('there is no evidence custodian');
  const caller = { ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) };
  const rollout = await runRollout({}, [caller]);
  const custody = testClient(Custody, rollout.port);
  const elsewhere = testClient(Custody, rollout.port, 'statistics');
  const recordings = testClient(Recordings, rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  const held = await issued(rollout, UNIT);
  const registered = async (change: object = {}): Promise<string> => {
    const given = metadata({ ...held, startTime: new Date(), durationMs: 1, ...change });
    const answer = await recordings.registerRecordings({ recordings: [given] });
    return answer.recordings[0]?.recordingId ?? '';
  };
  return {
    rollout,
    custody,
    elsewhere,
    recordings,
    registered,
    async withEntries(change = {}) {
      const recordingId = await registered(change);
      const { VIEW, EXPORT, SHARE } = CustodyKind;
      for (const kind of [VIEW, EXPORT, SHARE]) await custody.recordAccess({ recordingId, kind, reason });
      await recordings.categorise({ recordingIds: [recordingId], category: 'evidence', reason, place: 'Київ, каб. 7' });
      return recordingId;
    },
    async anchor() {
      const { em } = rollout.database;
      while ((await em.fork().transactional((tx) => anchorPortion(tx, 'camera-rollout', systemClock, 100))) > 0);
      await signCheckpoint(rollout.database, 'camera-rollout', key, { entries: 1, ageMs: 0 });
    },
    async tamper(statement, values) {
      await rollout.sql('alter table recording_custody disable trigger recording_custody_written_once');
      await rollout.sql(statement, values);
      await rollout.sql('alter table recording_custody enable trigger recording_custody_written_once');
    },
    async stop() {
      for (const client of [custody, elsewhere, recordings]) client.close();
      await rollout.stop();
    },
  };
}
