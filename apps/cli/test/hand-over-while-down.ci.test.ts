import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AssignOfficerRequest,
  FindResponsibleOfficerRequest,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { hromadas } from '@safe-community/territory';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

/** Long enough to stop everything before, on a busy machine too. */
const AHEAD_MS = 30_000;
/** An oblast without occupied hromadas. */
const VINNYTSKA = 'UA05000000000010236';
const WITHIN = { every: 200 };

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake', 'statistics']);
  connection = system.connect();
});
afterAll(async () => {
  connection.close();
  await system.stop();
});

async function officer(): Promise<string> {
  const request = RegisterOfficerRequest.fromPartial({
    requestId: randomUUID(),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: 'Петренко Марія',
    serviceNumber: `DOWN-${randomUUID().slice(0, 8).toUpperCase()}`,
  });
  return (await connection.officers.registerOfficer(request)).officerId;
}

async function assign(officerId: string, hromadaCode: string, startTime?: Date): Promise<string> {
  const duty = { officerId, beat: { hromadaCode }, role: AssignmentRole.PRIMARY, ...(startTime && { startTime }) };
  const request = AssignOfficerRequest.fromPartial({ requestId: randomUUID(), ...duty });
  return (await connection.officers.assignOfficer(request)).assignment?.beatId ?? '';
}

/** Whom the registry names, whom intake gives a new report, and what statistics counts. */
async function seen(hromadaCode: string) {
  const place = FindResponsibleOfficerRequest.fromPartial({ hromadaCode });
  const found = await connection.officers.findResponsibleOfficer(place);
  const report = IncidentReport.fromPartial({
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode,
    attributes: [{ name: 'fire_object', value: 'dwelling' }],
  });
  const { responsibleOfficerId } = await connection.incidents.reportIncident({ requestId: randomUUID(), report });
  return { registry: found.officer?.officerId, intake: responsibleOfficerId, ...(await counted()) };
}

async function counted() {
  const { scorecard } = await connection.statistics.getScorecard(GetScorecardRequest.fromPartial({}));
  const [assigned = 0, hromadasCovered = 0] = ['officers_on_beats', 'hromadas_on_beats'].map(
    (wanted) => scorecard?.rows.find(({ id }) => id === wanted)?.value,
  );
  return { assigned, hromadasCovered };
}

/** Hromadas of a try: what one has left in the registry must not disturb the next. */
function* pairs(): Generator<readonly [string, string]> {
  const codes = hromadas().flatMap(({ code, oblastCode }) => (oblastCode === VINNYTSKA ? [code] : []));
  for (let at = 0; at < codes.length - 1; at += 2) yield [codes[at] ?? '', codes[at + 1] ?? ''];
}
const free = pairs();

test(
  'a hand-over takes effect everywhere, although all services and the broker were down at its instant',
  { timeout: 120_000 },
  async () => {
    const [handedOver, coming] = free.next().value ?? ['', ''];
    const [former, next, newcomer] = [await officer(), await officer(), await officer()];
    const { assigned, hromadasCovered } = await counted();
    const beatId = await assign(former, handedOver);
    const before = { registry: former, intake: former, assigned: assigned + 1, hromadasCovered: hromadasCovered + 1 };
    await eventually(async () => expect(await seen(handedOver)).toEqual(before), WITHIN);

    const at = new Date(Date.now() + AHEAD_MS);
    await connection.assignments.handOverBeat({ requestId: randomUUID(), beatId, officerId: next, startTime: at });
    // Statistics counts beats and hromadas with an officer, which a hand-over leaves as they are: this one adds to them.
    await assign(newcomer, coming, at);
    expect(await seen(handedOver)).toEqual(before);

    let allDown = Number.POSITIVE_INFINITY;
    await system.restart('officer-registry', () =>
      system.restart('incident-intake', () =>
        system.restart('statistics', async () => {
          await system.nats.stop();
          allDown = Date.now();
          await sleep(at.getTime() - Date.now() + 200);
          await system.nats.restart();
        }),
      ),
    );
    expect(allDown).toBeLessThan(at.getTime());
    const after = {
      registry: next,
      intake: next,
      assigned: before.assigned + 1,
      hromadasCovered: before.hromadasCovered + 1,
    };
    await eventually(async () => expect(await seen(handedOver)).toEqual(after), WITHIN);
    const place = FindResponsibleOfficerRequest.fromPartial({ hromadaCode: coming });
    expect((await connection.officers.findResponsibleOfficer(place)).officer?.officerId).toBe(newcomer);
  },
);
