import { randomUUID } from 'node:crypto';
import { ComplianceExclusion, ComplianceGroup } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { GetComplianceRequest } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../connection/connect-services.ts';
import { planPatrolUnits, type PlannedUnit } from './patrol-units.ts';
import { setUpAttendance } from './set-up-attendance.ts';
import { setUpCameras } from './set-up-cameras.ts';
import { setUpPatrol } from './set-up-patrol.ts';
import { hromadaOf, setUpRecordings } from './set-up-recordings.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

// From the dispatch in incident intake, by its events, to the figures of camera rollout.

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake', 'camera-rollout']);
  connection = system.connect();
}, 120_000);
afterAll(async () => {
  connection.close();
  await system.stop();
});

test('crews with cameras attend incidents of the demonstration, however often it runs', async () => {
  const [planned] = planPatrolUnits();
  if (planned === undefined) expect.fail('there is no unit');
  const { officers, serialNumbers } = planned;
  const unit: PlannedUnit = {
    ...planned,
    officers: officers.slice(0, 4),
    serialNumbers: serialNumbers.slice(0, 2),
    equipped: 2,
  };
  const officerIds = await setUpPatrol(connection, [unit]);
  await setUpCameras(connection, [unit], officerIds, { deliveryId: '', quantityOf: new Map() });
  await setUpRecordings(connection, [unit]);
  const [first = '', second = ''] = officerIds[0] ?? [];
  const request = GetComplianceRequest.fromPartial({
    firstDay: addDays(kyivDay(new Date()), -1),
    lastDay: kyivDay(new Date()),
    patrolUnitCode: unit.code,
    groupBy: ComplianceGroup.OFFICER,
  });
  for (let run = 0; run < 2; run += 1) {
    expect(await setUpAttendance(connection, [unit], officerIds)).toBe(2);
    await eventually(async () => {
      const { total, rows } = await connection.compliance.getCompliance(request);
      expect(total).toMatchObject({ attended: 2n, counted: 1n, activated: 1n });
      expect(total?.excluded).toEqual([{ exclusion: ComplianceExclusion.NO_CAMERA, incidents: 1n }]);
      const activated = rows.filter(({ figures }) => figures?.activated === 1n).map(({ officerId }) => officerId);
      expect(activated).toEqual([first, second].toSorted());
    });
  }
  // So does the crew of an imported incident.
  const before = (seconds: number): Date => new Date(Date.now() - seconds * 1_000);
  const imported = ImportRow.fromPartial({
    externalId: 'call-1',
    receivedTime: before(120),
    course: {
      responders: [
        {
          kind: ResponderKind.POLICE,
          unit: unit.code,
          officerIds: [first],
          dispatchedTime: before(90),
          onSceneTime: before(1),
        },
      ],
      endedAs: IncidentState.UNSPECIFIED,
    },
    report: {
      category: IncidentCategory.OTHER,
      channel: ReportChannel.SYSTEM,
      hromadaCode: hromadaOf(unit),
    },
  });
  const header = { requestId: randomUUID(), sourceSystem: 'dispatch', tellRows: false };
  expect(await connection.incidents.importIncidents(header, [imported])).toMatchObject({ added: 1, refused: 0 });
  await eventually(async () => {
    const { total } = await connection.compliance.getCompliance(request);
    expect(total).toMatchObject({ attended: 3n, counted: 2n, activated: 2n });
  });
});
