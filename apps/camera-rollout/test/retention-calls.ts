import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { RetentionClock, RetentionPolicy, type ExpiryTerm } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import type { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { createWakeup } from '@safe-community/ledger';
import { loadKeyring } from '@safe-community/security/encryption';
import { createRuntime } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { runPortion } from '../src/retention/expiry.jobs.ts';
import { dayOfRun } from '../src/retention/expiry.store.ts';
import { followIncidents } from '../src/retention/incident-freezes.jobs.ts';
import { followRequests } from '../src/retention/request-freezes.jobs.ts';
import { metadata } from './recordings.ts';
import type { RunningRollout } from './running-rollout.ts';

/** The order of the migration, as a person confirms it. */
export const CONFIRMED = RetentionPolicy.fromPartial({
  clock: RetentionClock.RECORDED,
  validFrom: '2018-12-18',
  days: 30,
  source: 'Наказ МВС України № 1026 від 18.12.2018, звірено',
  confirmed: true,
});

export const TERM: ExpiryTerm = {
  validFrom: '2020-01-01',
  noticeDays: 3,
  restoreDays: 10,
  source: 'наказ про тест',
  confirmed: true,
};

/** The steps that tests of the retention have in common. */
export interface RetentionCalls {
  readonly retention: TestClient<typeof Retention>;
  /** Registers a recording and resolves to its id. */
  record(change: Pick<RecordingMetadata, 'cameraId' | 'officerId' | 'startTime'> & object): Promise<string>;
  /** Sets a policy after a preview of it. */
  setSeen(policy: RetentionPolicy): Promise<void>;
  /** Takes every step that is due. */
  run(): Promise<void>;
  /** Freezes and unfreezes what requests concern, and what open incidents show. */
  follow(): Promise<void>;
  /** The state of a recording; undefined before its first step. */
  stateOf(recordingId: string): Promise<unknown>;
  /** The kinds of the entries of its chain. */
  custodyOf(recordingId: string): Promise<unknown[]>;
  close(): void;
}

export function retentionCalls(rollout: RunningRollout, clock: ClockAndIds): RetentionCalls {
  const retention = testClient(Retention, rollout.port);
  const recordings = testClient(Recordings, rollout.port);
  const keyring = loadKeyring(rollout.keysDir);
  const parts = createRuntime({
    installation: 'demonstration',
    database: rollout.database,
    wakeup: createWakeup(),
    keyring,
    clock,
  });
  const runtime = { ...parts, logger: rollout.logger };
  return {
    retention,
    async record(change) {
      const given = { recordings: [metadata(change)] };
      const { recordings: added } = await recordings.registerRecordings(given);
      return added[0]?.recordingId ?? '';
    },
    async setSeen(policy) {
      const { previewToken } = await retention.previewExpiry({ policy });
      await retention.setPolicy({ policy, previewToken });
    },
    async run() {
      const isDone = async () => {
        const statement = 'select from retention_run where done and day >= $1';
        const today = await dayOfRun(rollout.database.em.fork(), clock.now());
        return (await rollout.sql(statement, [today])).length > 0;
      };
      // The job of the service may be at it.
      while ((await runPortion(keyring, runtime)) > 0 || !(await isDone()));
    },
    async follow() {
      while ((await followRequests(keyring, runtime)) + (await followIncidents(keyring, runtime)) > 0);
    },
    async stateOf(recordingId) {
      const [row] = await rollout.sql('select state from recording_expiry where recording_id = $1', [recordingId]);
      return row?.['state'];
    },
    async custodyOf(recordingId) {
      const statement = 'select kind from recording_custody where recording_id = $1 order by entry_index';
      return (await rollout.sql(statement, [recordingId])).map(({ kind }) => kind);
    },
    close() {
      retention.close();
      recordings.close();
    },
  };
}
