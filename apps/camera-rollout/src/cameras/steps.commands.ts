import type { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkUuid,
  isRefused,
  unless,
  type Decision,
  type Fields,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import { command, type Rpc, type UnaryMethod, type WriteRequest } from '@safe-community/service-kit';
import { checkUnitCode } from '../strength/module.ts';
import { firmwareEvent, transitionEvents } from './camera.events.ts';
import { stateNumber } from './camera.mapping.ts';
import { lockCameras, saveTransition } from './camera.store.ts';
import {
  checkFirmware,
  checkOptionalFirmware,
  checkOptionalReason,
  checkReason,
  takeBack,
  takeStep,
  transfer,
  type Camera,
  type PlainStep,
  type Transition,
} from './camera.ts';
import { actorOf, findKnownUnit, findLocked, refuseElsewhere } from './cameras.commands.ts';
import { changeFirmware, demandAll, saveFirmware } from './firmware.store.ts';

interface StepRequest extends WriteRequest {
  readonly cameraId: string;
  readonly reason: string;
}

interface StepResponse {
  readonly changedTime: Date | undefined;
  readonly state: CameraState;
}

interface StepDeclaration<Request extends StepRequest, Asked, Facts> {
  readonly checkReason: (reason: string, field: string) => readonly Violation[];
  /** What the request says besides the camera and the reason. */
  readonly parse: (fields: Fields<Request>) => Asked;
  readonly load: (tx: EntityManager, asked: Asked) => Promise<Decision<Facts>>;
  readonly decide: (camera: Camera, asked: Asked & Reasoned, facts: Facts, now: Date) => Decision<Transition>;
  /** Where the camera is after the step, if that is elsewhere. */
  readonly authorize?: (call: Parameters<typeof refuseElsewhere>[0], facts: Facts) => Refusal | undefined;
}

interface Reasoned {
  readonly reason: string;
}

/** Declares a step of one camera, which passes it on. */
function stepOf<Request extends StepRequest, Asked, Facts>(
  method: UnaryMethod<Request, StepResponse>,
  declaration: StepDeclaration<Request, Asked, Facts>,
): Rpc {
  return command(method, {
    parse({ request: { cameraId, reason }, fields }) {
      fields.check(checkUuid(cameraId, 'camera_id'));
      const asked = declaration.parse(fields);
      fields.check(declaration.checkReason(reason, 'reason'));
      return { ...asked, cameraId: cameraId.toLowerCase(), reason };
    },
    async load({ tx, command: asked }) {
      const camera = await findLocked(tx, asked.cameraId);
      if (isRefused(camera)) return camera;
      const facts = await declaration.load(tx, asked);
      return isRefused(facts) ? facts : { camera, facts };
    },
    authorizeLoaded: ({ call, loaded: { camera, facts } }) => refuseElsewhere(call, camera) ?? declaration.authorize?.(call, facts),
    decide: ({ loaded: { camera, facts }, command: asked, now }) => declaration.decide(camera, asked, facts, now),
    save: ({ tx, change: transition, call }) => saveTransition(tx, transition, actorOf(call)),
    events: ({ saved }) => transitionEvents(saved),
    subjects: ({ saved: { before: { cameraId, holderId } } }) => [cameraId, ...(holderId === undefined ? [] : [holderId])],
    reply: ({ saved: { at, after } }) => ({ changedTime: at, state: stateNumber(after.state) }),
  });
}

const nothing = async () => undefined;

/** A step that needs a reason and nothing else. */
function plainStep<Request extends StepRequest>(method: UnaryMethod<Request, StepResponse>, step: PlainStep): Rpc {
  return stepOf(method, {
    checkReason,
    parse: () => ({}),
    load: nothing,
    decide: (camera, { reason }, _facts, now) => takeStep(camera, { step, reason }, now),
  });
}

const returnCamera = stepOf(Rollout.returnCamera, {
  checkReason: checkOptionalReason,
  parse: (fields) => ({ officerId: fields.optionalUuid('officer_id') }),
  load: nothing,
  decide: (camera, { officerId, reason }, _facts, now) => takeBack(camera, officerId, reason, now),
});

const transferCamera = stepOf(Rollout.transferCamera, {
  checkReason,
  parse: (fields) => ({ unitCode: fields.text('patrol_unit_code', checkUnitCode) }),
  load: (tx, { unitCode }) => findKnownUnit(tx, unitCode),
  authorize: (call, unit) => refuseElsewhere(call, unit, 'the patrol unit'),
  decide: (camera, { reason }, unit, now) => transfer(camera, unit, reason, now),
});

const completeRepair = stepOf(Rollout.completeRepair, {
  checkReason: checkOptionalReason,
  parse: (fields) => ({ firmwareVersion: fields.text('firmware_version', checkOptionalFirmware) }),
  load: nothing,
  decide: (camera, { firmwareVersion, reason }, _facts, now) =>
    takeStep(
      camera,
      { step: 'complete_repair', reason, ...(firmwareVersion === '' ? {} : { change: { firmwareVersion } }) },
      now,
    ),
});

const MAX_CAMERAS = 1_000;

/** Records which firmware cameras have now, for all or none. */
const recordFirmware = command(Rollout.recordFirmware, {
  parse({ request: { cameraIds }, fields }) {
    const ids = cameraIds.map((id) => id.toLowerCase());
    const isSome = ids.length >= 1 && ids.length <= MAX_CAMERAS;
    fields.check(unless(isSome && new Set(ids).size === ids.length, 'camera_ids', 'must be 1 to 1,000, distinct'));
    if (isSome) fields.check(ids.flatMap((id, index) => checkUuid(id, `camera_ids[${index}]`)));
    return { ids, firmwareVersion: fields.text('firmware_version', checkFirmware) };
  },
  load: async ({ tx, command: { ids } }) => demandAll(await lockCameras(tx, ids), ids),
  authorizeLoaded: ({ call, loaded: cameras }) => cameras.map((camera) => refuseElsewhere(call, camera)).find(isRefused),
  decide: ({ loaded: cameras, command: { firmwareVersion }, now }) => changeFirmware(cameras, firmwareVersion, now),
  save: ({ tx, change }) => saveFirmware(tx, change),
  events: ({ saved: { before, after, at } }) =>
    after.flatMap((camera, index) => (before[index] ? [firmwareEvent(before[index], camera, at)] : [])),
  subjects: ({ command: { ids } }) => ids,
  reply: ({ saved: { after } }) => ({ changed: after.length }),
});

export const STEP_COMMANDS: readonly Rpc[] = [
  returnCamera,
  transferCamera,
  plainStep(Rollout.sendToRepair, 'send_to_repair'),
  completeRepair,
  plainStep(Rollout.reportLost, 'report_lost'),
  plainStep(Rollout.retireCamera, 'retire'),
  plainStep(Rollout.reinstateCamera, 'reinstate'),
  recordFirmware,
];
