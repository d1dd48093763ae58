import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { freePort, stateRoot } from '@safe-community/local-stack';
import { eventually, startServiceProcess, testFolder, testPki, type ServiceProcess } from '@safe-community/testkit';
import { ensureFormSecret } from '../src/up/keys.ts';
import { environmentOfGateway, GATEWAY_PROGRAM, type Ports } from '../src/up/service-plan.ts';
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
  readonly gateway: ServiceProcess;
  readonly url: string;
  stop(): Promise<void>;
}

/** @param more extends the environment of the gateway. */
export async function runWeb(more: Readonly<Record<string, string>> = {}): Promise<RunningWeb> {
  const system = await runSystem(['officer-registry', 'incident-intake', 'statistics']);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [registry = 0, intake = 0, statistics = 0] = system.ports;
  const ports: Ports = {
    'officer-registry': registry,
    'incident-intake': intake,
    'camera-rollout': 0,
    statistics,
  };
  const root = stateRoot({ SAFE_COMMUNITY_HOME: testFolder('gateway') });
  ensureFormSecret(root);
  const { NODE_COMPILE_CACHE: _, ...env } = environmentOfGateway(port, { root, pki: testPki(), ports });
  const known = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const gateway = await startServiceProcess({
    name: 'gateway',
    main: GATEWAY_PROGRAM,
    env: { ...(Object.fromEntries(known) as Record<string, string>), ...more },
    readyWhen: () => isUp(url),
  });
  await storeCanaries(system);
  return {
    system,
    gateway,
    url,
    async stop() {
      await gateway.stop();
      await system.stop();
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
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
    demonstration: false,
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
    const { scorecard } = await connection.statistics.getScorecard(GetScorecardRequest.fromPartial({}));
    // Domestic violence is counted apart, until it is released.
    if (scorecard?.incidentsTotal !== 2n) throw new Error('the reports are not counted yet');
  });
  connection.close();
}
