import { randomUUID } from 'node:crypto';
import type { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import {
  IncidentReported,
  IncidentWithdrawn,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, incidentWithdrawn, responderProgressed } from '@safe-community/events';
import { eventually, type TestClient } from '@safe-community/testkit';
import { inStock, issueTo } from './devices.ts';
import type { IntakeLedger } from './intake-ledger.ts';
import { metadata } from './recordings.ts';
import type { RunningRollout } from './running-rollout.ts';

export const KYIV = 'UA80000000000093317';

/** An officer, and the camera that the officer holds. */
export interface Patrol {
  readonly officerId: string;
  readonly cameraId: string;
}

interface Attendance {
  /** Of the crew that arrived. */
  readonly officerId?: string;
  /** Others of the same crew. */
  readonly colleagueIds?: readonly string[];
  /** The responsible officer: a community or district officer. */
  readonly responsibleId?: string;
  readonly category?: IncidentCategory;
  readonly oblastCode?: string;
  readonly isWithdrawn?: boolean;
}

/** What officers with cameras do, for tests. */
export interface Attendances {
  /** A new patrol unit. Resolves to its code. */
  newUnit(oblastCode?: string): Promise<string>;
  /** A new officer of the unit. */
  newPatrol(unit: string, hasCamera?: boolean): Promise<Patrol>;
  /** An incident at which the police arrived. Resolves when it is known. */
  attended(arrivedAt: Date, more: Attendance): Promise<string>;
  /** Ten minutes from an instant on. */
  recorded(patrol: Patrol & { readonly hromadaCode?: string }, startTime: Date): Promise<string>;
}

export function attendances(
  rollout: RunningRollout,
  intake: IntakeLedger,
  recordings: TestClient<typeof Recordings>,
): Attendances {
  return {
    async newUnit(oblastCode = KYIV) {
      const code = `unit-${randomUUID().slice(0, 8)}`;
      await rollout.registry.addUnit({ code, oblastCode });
      return code;
    },
    async newPatrol(unit, hasCamera = true) {
      const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: unit });
      await rollout.untilApplied();
      const cameraId = hasCamera ? await inStock(rollout, unit) : '';
      if (hasCamera) await issueTo(rollout, officerId, cameraId);
      return { officerId, cameraId };
    },
    async attended(arrivedAt, more) {
      const { officerId, colleagueIds = [], responsibleId = '', oblastCode = KYIV, isWithdrawn = false } = more;
      const { category = IncidentCategory.PUBLIC_ORDER } = more;
      const incidentId = randomUUID();
      const located = { incidentId, category, oblastCode, hromadaCode: oblastCode, receivedTime: arrivedAt };
      const report = IncidentReported.fromPartial({ ...located, responsibleOfficerId: responsibleId });
      const arrival = ResponderProgressed.fromPartial({
        ...located,
        responderId: randomUUID(),
        kind: ResponderKind.POLICE,
        progress: ResponderProgress.ON_SCENE,
        progressTime: arrivedAt,
        onSceneTime: arrivedAt,
        officerIds: [officerId ?? [], colleagueIds].flat(),
      });
      await intake.emit([
        incidentReported.create(report, located),
        responderProgressed.create(arrival, located),
        ...(isWithdrawn ? [incidentWithdrawn.create(IncidentWithdrawn.fromPartial(located), located)] : []),
      ]);
      await eventually(async () => {
        const [known] = await rollout.sql(
          'select from known_incident where incident_id = $1 and police_on_scene_at is not null and withdrawn = $2',
          [incidentId, isWithdrawn],
        );
        if (known === undefined) throw new Error('the incident is not known yet');
      });
      return incidentId;
    },
    async recorded(patrol, startTime) {
      const recording = metadata({ ...patrol, startTime });
      return (await recordings.registerRecordings({ recordings: [recording] })).recordings[0]?.recordingId ?? '';
    },
  };
}
