import { setTimeout as sleep } from 'node:timers/promises';
import {
  CameraRolloutServiceService as Cameras,
  RegisterCamerasRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AssignOfficerRequest,
  ChangeOfficerStateRequest,
  FindResponsibleOfficerRequest,
  OfficerRegistryServiceService as Registry,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { TerritoryServiceService as Territory } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { findHromada } from '@safe-community/territory';
import { OPEN_PLACES, PLACES, VISITED_PLACES } from '../../load/places.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { record } from './recordings.ts';
import { PLACE } from './report.ts';

const CONSUMED_WITHIN_MS = 20_000;
/** Hromadas that the other rows of the battery do not use. */
const QUIET = OPEN_PLACES.filter((code) => ![...PLACES, ...VISITED_PLACES, PLACE].includes(code));

/** Officers from registration to dismissal, their cameras, and what they record. */
export async function runOfficersScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const officerId = await register(context, OfficerKind.COMMUNITY, '');
  const { officer } = await probe.ask(Registry.getOfficer, { officerId });
  requireRead('the name of an officer', officer?.fullName, PERSONAL.officer.fullName);
  const hromadaCode = random.pick(QUIET);
  // Existing officers stay, because several copies run concurrently.
  const beat = { hromadaCode, starostaDistrictCode: '' };
  // The personal point is in the other place.
  for (const each of [beat, { hromadaCode: PLACE, starostaDistrictCode: '' }]) {
    const assignment = { requestId: random.uuid(), officerId, beat: each, role: AssignmentRole.DEPUTY };
    await probe.ask(Registry.assignOfficer, AssignOfficerRequest.fromPartial(assignment));
  }
  await probe.ask(Registry.findResponsibleOfficer, FindResponsibleOfficerRequest.fromPartial(beat));
  const point = FindResponsibleOfficerRequest.fromPartial({ location: PERSONAL.point });
  await probe.ask(Registry.findResponsibleOfficer, point);
  await probe.ask(Registry.batchFindResponsibleOfficers, {
    places: [
      { ...beat, settlementCode: '', location: undefined },
      { hromadaCode: '', starostaDistrictCode: '', settlementCode: '', location: PERSONAL.point },
    ],
    asOfTime: undefined,
  });
  await change(context, officerId, OfficerState.ON_LEAVE);
  await probe.ask(Registry.getCoverage, { oblastCode: '' });
  await importKnown(context);
  await probe.ask(Territory.locatePoint, { point: PERSONAL.point });
  await record(context, await equip(context));
  await change(context, officerId, OfficerState.DISMISSED);
}

async function register({ probe, random }: ProbeContext, kind: OfficerKind, patrolUnitCode: string): Promise<string> {
  const request = RegisterOfficerRequest.fromPartial({
    requestId: random.uuid(),
    kind,
    state: OfficerState.ACTIVE,
    ...PERSONAL.officer,
    serviceNumber: serial(random.uuid()),
    patrolUnitCode,
  });
  return (await probe.ask(Registry.registerOfficer, request)).officerId;
}

async function change({ probe, random }: ProbeContext, officerId: string, state: OfficerState): Promise<void> {
  const request = { requestId: random.uuid(), officerId, state, reason: said('наказ') };
  await probe.ask(Registry.changeOfficerState, ChangeOfficerStateRequest.fromPartial(request));
}

/** An unchanged unit of the codifier. */
async function importKnown({ probe, random }: ProbeContext): Promise<void> {
  const known = findHromada(PLACE);
  if (known === undefined) throw new Error('the place of the canaries is not a hromada');
  const { code, name, oblastCode, raionCode } = known;
  const units = [{ code, name, category: 'H', oblastCode, raionCode }];
  await probe.ask(Registry.importTerritory, { requestId: random.uuid(), units });
}

/** A patrol officer gets a camera. */
async function equip(context: ProbeContext): Promise<{ cameraId: string; officerId: string }> {
  const { probe, random } = context;
  const patrolUnitCode = `unit-${random.uuid()}`.slice(0, 40);
  await probe.ask(Registry.registerPatrolUnit, {
    requestId: random.uuid(),
    patrolUnitCode,
    oblastCode: 'UA05000000000010236',
    nameUk: 'Вигаданий загін',
    nameEn: 'Invented unit',
  });
  const officerId = await register(context, OfficerKind.PATROL, patrolUnitCode);
  const devices = [{ serialNumber: serial(random.uuid()), model: 'Body 1' }];
  const cameras = RegisterCamerasRequest.fromPartial({ requestId: random.uuid(), patrolUnitCode, devices });
  const { cameraIds } = await retryUntilConsumed(() => probe.ask(Cameras.registerCameras, cameras));
  const held = { cameraId: cameraIds[0] ?? '', officerId };
  await probe.ask(Cameras.issueCamera, { requestId: random.uuid(), ...held });
  await probe.ask(Cameras.getCoverage, { oblastCode: '', asOf: '' });
  return held;
}

/** Camera-rollout consumes the event of a new unit a moment later. */
async function retryUntilConsumed<T>(call: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + CONSUMED_WITHIN_MS; ; await sleep(50)) {
    try {
      return await call();
    } catch (error) {
      const isEarly = error instanceof Error && error.message.includes('FAILED_PRECONDITION');
      if (!isEarly || performance.now() > deadline) throw error;
    }
  }
}

function serial(uuid: string): string {
  return uuid.slice(0, 13).toUpperCase();
}
