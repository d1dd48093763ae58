import { randomUUID } from 'node:crypto';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { eventually } from '@safe-community/testkit';
import { countedIncidents } from './counted-incidents.ts';
import { runGateway, type RunningGateway } from './running-gateway.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

export const VINNYTSIA = 'UA05020030000031457';
/** What may never be on a page: it is in the databases of the services. */
export const CANARIES = {
  name: 'Щезлоптах Ївга Канарівна',
  service: 'QZX-7731-99',
  phone: '+380671918273',
  email: 'shchezloptakh@canary.example',
  narrative: 'за третіми дверима ховається щезлоптах',
  point: 49.234567,
};

/** The gateway process in front of the real services, with the role of the public pages. */
export interface RunningWeb {
  readonly system: RunningSystem;
  readonly gateway: RunningGateway;
  readonly url: string;
  stop(): Promise<void>;
}

/** @param more extends the environment of the gateway. */
export async function runWeb(
  more: Readonly<Record<string, string>> = {},
  further: readonly ServiceName[] = [],
): Promise<RunningWeb> {
  const system = await runSystem(['officer-registry', 'incident-intake', 'statistics', ...further]);
  // A test is faster than a visitor.
  const gateway = await runGateway(system, { REQUESTS_AT_ONCE: '10000', ...more });
  await storeCanaries(system);
  return {
    system,
    gateway,
    url: gateway.url,
    async stop() {
      await gateway.stop();
      await system.stop();
    },
  };
}

/** Somebody asks for footage. Resolves to the tracking token. */
export async function requestFootage(system: RunningSystem): Promise<string> {
  const connection = system.connect();
  const hourAgo = new Date(Date.now() - 3_600_000);
  const request = SubmitRequestRequest.fromPartial({
    requestId: randomUUID(),
    kind: FootageRequestKind.COMPLAINT,
    requester: { fullName: CANARIES.name, phone: CANARIES.phone, address: CANARIES.email },
    requestText: CANARIES.narrative,
    hromadaCode: VINNYTSIA,
    footageFromTime: hourAgo,
    footageToTime: hourAgo,
  });
  const { trackingToken } = await connection.footageRequests.submitRequest(request);
  connection.close();
  return trackingToken;
}

/** An officer who is responsible and publishes nothing, and reports with everything personal. */
async function storeCanaries(system: RunningSystem): Promise<void> {
  const connection = system.connect();
  const { officerId } = await connection.officers.registerOfficer({
    requestId: randomUUID(),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: CANARIES.name,
    serviceNumber: CANARIES.service,
    phone: CANARIES.phone,
    patrolUnitCode: '',
    policeUnitCode: '',
    servicePlaceCode: '',
  });
  await connection.officers.assignOfficer({
    requestId: randomUUID(),
    officerId,
    beat: { hromadaCode: VINNYTSIA, starostaDistrictCode: '' },
    role: AssignmentRole.PRIMARY,
    beatId: '',
    startTime: undefined,
    endTime: undefined,
    deputyOrder: 0,
  });
  for (const [category, name, value] of [
    [IncidentCategory.FIRE, 'fire_object', 'dwelling'],
    [IncidentCategory.DOMESTIC_VIOLENCE, 'violence_forms', 'physical'],
    [IncidentCategory.INFRASTRUCTURE, 'infrastructure_kind', 'road_pit'],
  ] as const) {
    const report = IncidentReport.fromPartial({
      category,
      channel: ReportChannel.PHONE_112,
      hromadaCode: VINNYTSIA,
      location: { latitude: CANARIES.point, longitude: 28.468 },
      description: `${CANARIES.narrative}, ${CANARIES.email}`,
      reporter: { fullName: CANARIES.name, phone: CANARIES.phone },
      attributes: [{ name, value }],
    });
    await connection.incidents.reportIncident({ requestId: randomUUID(), report });
  }
  await eventually(async () => {
    // Domestic violence is counted apart, until it is released.
    if ((await countedIncidents(connection)) !== 2n) throw new Error('the reports are not counted yet');
  });
  connection.close();
}
