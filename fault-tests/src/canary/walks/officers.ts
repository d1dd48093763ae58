import { setTimeout as sleep } from 'node:timers/promises';
import {
  CameraRolloutServiceService as Cameras,
  RegisterCamerasRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ChangeOfficerStateRequest,
  OfficerRegistryServiceService as Registry,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { findHromada, hromadas } from '@safe-community/territory';
import { PLACES } from '../../load/places.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type Walker } from '../walk.ts';
import { PLACE } from './report.ts';

const HEARD_WITHIN_MS = 20_000;
/** Where nothing of the battery happens. */
const QUIET = hromadas().filter(({ code }) => !PLACES.includes(code) && code !== PLACE);

/** Officers from their registration to their dismissal, and their cameras. */
export async function walkOfficers(walker: Walker): Promise<void> {
  const { witness, random } = walker;
  const officerId = await register(walker, OfficerKind.COMMUNITY, '');
  const { officer } = await witness.ask(Registry.getOfficer, { officerId });
  requireRead('the name of an officer', officer?.fullName, PERSONAL.officer.fullName);
  const hromadaCode = random.pick(QUIET).code;
  // Whoever is there already stays: several walk at once.
  const beat = { hromadaCode, starostaDistrictCode: '' };
  await witness.ask(Registry.assignOfficer, { requestId: random.uuid(), officerId, beat, role: AssignmentRole.DEPUTY });
  await witness.ask(Registry.findResponsibleOfficer, beat);
  await change(walker, officerId, OfficerState.ON_LEAVE);
  await witness.ask(Registry.getCoverage, { oblastCode: '' });
  await importKnown(walker);
  await equip(walker);
  await change(walker, officerId, OfficerState.DISMISSED);
}

async function register({ witness, random }: Walker, kind: OfficerKind, patrolUnitCode: string): Promise<string> {
  const request = RegisterOfficerRequest.fromPartial({
    requestId: random.uuid(),
    kind,
    state: OfficerState.ACTIVE,
    ...PERSONAL.officer,
    serviceNumber: serial(random.uuid()),
    patrolUnitCode,
    demonstration: true,
  });
  return (await witness.ask(Registry.registerOfficer, request)).officerId;
}

async function change({ witness, random }: Walker, officerId: string, state: OfficerState): Promise<void> {
  const request = { requestId: random.uuid(), officerId, state, reason: said('наказ') };
  await witness.ask(Registry.changeOfficerState, ChangeOfficerStateRequest.fromPartial(request));
}

/** A unit of the codifier that is known just so. */
async function importKnown({ witness, random }: Walker): Promise<void> {
  const known = findHromada(PLACE);
  if (known === undefined) throw new Error('the place of the canaries is no hromada');
  const { code, name, oblastCode, raionCode } = known;
  const units = [{ code, name, category: 'H', oblastCode, raionCode }];
  await witness.ask(Registry.importTerritory, { requestId: random.uuid(), units });
}

/** A patrol officer gets a camera. */
async function equip(walker: Walker): Promise<void> {
  const { witness, random } = walker;
  const patrolUnitCode = `unit-${random.uuid()}`.slice(0, 40);
  await witness.ask(Registry.registerPatrolUnit, {
    requestId: random.uuid(),
    patrolUnitCode,
    oblastCode: 'UA05000000000010236',
    nameUk: 'Вигаданий загін',
    nameEn: 'Invented unit',
    demonstration: true,
  });
  const officerId = await register(walker, OfficerKind.PATROL, patrolUnitCode);
  const devices = [{ serialNumber: serial(random.uuid()), model: 'Body 1' }];
  const cameras = RegisterCamerasRequest.fromPartial({ requestId: random.uuid(), patrolUnitCode, devices });
  const { cameraIds } = await onceHeard(() => witness.ask(Cameras.registerCameras, cameras));
  await witness.ask(Cameras.issueCamera, { requestId: random.uuid(), cameraId: cameraIds[0] ?? '', officerId });
  await witness.ask(Cameras.getCoverage, { oblastCode: '' });
}

/** The cameras hear of a unit a moment after it is registered. */
async function onceHeard<T>(call: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + HEARD_WITHIN_MS; ; await sleep(50)) {
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
