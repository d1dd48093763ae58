import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, notFound, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Place } from '@safe-community/security/policy';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import {
  checkUnitCode,
  findUnit,
  isOnStrength,
  type Candidate,
  type OfficerRegistry,
  type PatrolUnit,
} from '../strength/module.ts';
import { issuedEvent, registeredEvent } from './camera.events.ts';
import { addCameras, holdsCamera, lockCamera, saveTransition } from './camera.store.ts';
import { issue, type Camera, type Holder, type IssuedCamera, type NamedRecall, type Transition } from './camera.ts';
import type { Actor } from './custody.store.ts';
import { checkDevices, takeIntoStock } from './delivery.ts';

/** What registering and issuing ask of others. Waves and faults are built on this module, so service.ts hands it in. */
export interface CameraNeeds {
  readonly registry: OfficerRegistry;
  /** Whether a delivery of a wave was recorded; it stays so. */
  readonly isDelivery: (em: EntityManager, deliveryId: string) => Promise<boolean>;
  /** Why a unit may not register so many cameras of a delivery; undefined if it may. The delivery is locked. */
  readonly refuseDelivery: (
    tx: EntityManager,
    deliveryId: string,
    unitCode: string,
    cameras: number,
  ) => Promise<Refusal | undefined>;
  /** The newest recall of a firmware. */
  readonly findRecallOf: (
    tx: EntityManager,
    device: Pick<Camera, 'model' | 'firmwareVersion'>,
  ) => Promise<NamedRecall | undefined>;
}

const { command } = given<CameraNeeds>();

/** Puts delivered cameras into the stock of a patrol unit, all or none. */
const registerCameras = command(Rollout.registerCameras, {
  parse({ request: { devices }, fields }) {
    const unitCode = fields.text('patrol_unit_code', checkUnitCode);
    fields.check(checkDevices(devices, 'devices'));
    return { unitCode, devices, deliveryId: fields.optionalUuid('delivery_id') };
  },
  async load({ tx, command: { unitCode, deliveryId, devices }, deps }) {
    const unit = await findKnownUnit(tx, unitCode);
    if (isRefused(unit) || deliveryId === '') return unit;
    return (await deps.refuseDelivery(tx, deliveryId, unitCode, devices.length)) ?? unit;
  },
  authorizeLoaded: ({ call, loaded: unit }) => refuseElsewhere(call, unit, 'the patrol unit'),
  decide: ({ loaded: unit, command: { devices, deliveryId }, now, newId }) =>
    devices.map((device) => takeIntoStock(device, { unit, deliveryId }, { now, newId })),
  save: ({ tx, change: cameras, call, now }) => addCameras(tx, cameras, actorOf(call), now),
  events: ({ saved: cameras }) => cameras.map(registeredEvent),
  subjects: ({ saved: cameras }) => cameras.map(({ cameraId }) => cameraId),
  reply: ({ saved: cameras }) => ({ cameraIds: cameras.map(({ cameraId }) => cameraId) }),
});

/** Issues a camera from a unit's stock to one of its active patrol officers. */
const issueCamera = command(Rollout.issueCamera, {
  parse: ({ fields }) => ({ cameraId: fields.uuid('camera_id'), officerId: fields.uuid('officer_id') }),
  gather: async ({ command: { officerId }, deps: { registry } }) =>
    (await registry.find(officerId)) ?? notFound('officer'),
  async load({ tx, command: { cameraId }, gathered: officer, deps }) {
    const camera = await lockCamera(tx, cameraId);
    if (camera === undefined) return notFound('camera');
    const holder = await toHolder(tx, officer);
    return { camera, holder, recall: await deps.findRecallOf(tx, camera) };
  },
  authorizeLoaded: ({ call, loaded: { camera } }) => refuseElsewhere(call, camera),
  decide({ loaded: { camera, holder, recall }, now }): Decision<Transition<IssuedCamera>> {
    const issued = issue(camera, holder, recall, now);
    return 'cameraId' in issued ? { step: 'issue', before: camera, after: issued, at: now, reason: '' } : issued;
  },
  save: ({ tx, change: transition, call }) => saveTransition(tx, transition, actorOf(call)),
  events: ({ saved: { after } }) => [issuedEvent(after)],
  subjects: ({ saved: { after } }) => [after.cameraId, after.holderId],
  reply: ({ saved: { at } }) => ({ issuedTime: at }),
});

/** What decides whether the officer, as the registry has just said, may get a camera. */
export async function toHolder(tx: EntityManager, officer: Candidate): Promise<Holder> {
  const { officerId, unitCode } = officer;
  return { officerId, unitCode, isOnStrength: isOnStrength(officer), holdsCamera: await holdsCamera(tx, officerId) };
}

/** The unit, or UNIT_UNKNOWN. */
export async function findKnownUnit(tx: EntityManager, unitCode: string): Promise<Decision<PatrolUnit>> {
  const unit = await findUnit(tx, unitCode);
  return unit ?? preconditionFailed('UNIT_UNKNOWN', 'no event of the registry has named this patrol unit');
}

/** The camera, locked, or NOT_FOUND. */
export async function findLocked(tx: EntityManager, cameraId: string): Promise<Decision<Camera>> {
  return (await lockCamera(tx, cameraId)) ?? notFound('camera');
}

/** The refusal for a caller whose scope does not apply to the oblast of the camera or unit. */
export function refuseElsewhere(
  { rights }: Pick<CallContext, 'rights'>,
  { oblastCode }: Pick<Place, 'oblastCode'>,
  what = 'the camera',
): Refusal | undefined {
  return refuseOutside(rights, { oblastCode, hromadaCode: '' }, what);
}

export function actorOf({ caller, actingUser }: CallContext): Actor {
  return { caller: caller.name, actingUser };
}

export const CAMERA_COMMANDS: readonly Rpc<CameraNeeds>[] = [registerCameras, issueCamera];
