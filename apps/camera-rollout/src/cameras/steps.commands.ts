import type { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { checkUuid, isRefused, unless, type Decision, type Refusal, type Violation } from '@safe-community/domain-kit';
import {
  command,
  type Deciding,
  type Loading,
  type Parsing,
  type Rpc,
  type UnaryMethod,
  type WriteRequest,
} from '@safe-community/service-kit';
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

interface StepDeclaration<Request extends StepRequest, Asked, Target> {
  readonly checkReason: (reason: string, field: string) => readonly Violation[];
  /** What the request says besides the camera and the reason. */
  readonly parse: (parsing: Parsing<Request, unknown>) => Asked;
  /** Reads where the camera goes, if that is elsewhere. */
  readonly load?: (loading: Loading<Asked, undefined, unknown>) => Promise<Decision<Target>>;
  readonly authorizeLoaded?: (loaded: Pick<StepDeciding<Asked, Target>, 'call' | 'loaded'>) => Refusal | undefined;
  readonly decide: (deciding: StepDeciding<Asked, Target>) => Decision<Transition>;
}

type StepDeciding<Asked, Target> = Deciding<
  Asked & { readonly reason: string },
  undefined,
  { readonly camera: Camera; readonly target: Target },
  unknown
>;

/** Declares a step of one camera, which passes it on. */
function stepOf<Request extends StepRequest, Asked, Target = undefined>(
  method: UnaryMethod<Request, StepResponse>,
  step: StepDeclaration<Request, Asked, Target>,
): Rpc {
  return command(method, {
    parse(parsing) {
      const { request, fields } = parsing;
      fields.check(checkUuid(request.cameraId, 'camera_id'));
      const asked = step.parse(parsing);
      fields.check(step.checkReason(request.reason, 'reason'));
      return { ...asked, cameraId: request.cameraId.toLowerCase(), reason: request.reason };
    },
    async load(loading) {
      const camera = await findLocked(loading.tx, loading.command.cameraId);
      if (isRefused(camera)) return camera;
      const target = step.load === undefined ? (undefined as Target) : await step.load(loading);
      return isRefused(target) ? target : { camera, target };
    },
    authorizeLoaded: (context) =>
      refuseElsewhere(context.call, context.loaded.camera) ?? step.authorizeLoaded?.(context),
    decide: step.decide,
    save: ({ tx, change: transition, call }) => saveTransition(tx, transition, actorOf(call)),
    events: ({ saved: transition }) => transitionEvents(transition),
    subjects({ saved: { before } }) {
      return [before.cameraId, ...(before.holderId === undefined ? [] : [before.holderId])];
    },
    reply: ({ saved: { at, after } }) => ({ changedTime: at, state: stateNumber(after.state) }),
  });
}

/** A step that needs a reason and nothing else. */
function plainStep<Request extends StepRequest>(method: UnaryMethod<Request, StepResponse>, step: PlainStep): Rpc {
  return stepOf(method, {
    checkReason,
    parse: () => ({}),
    decide: ({ loaded: { camera }, command: { reason }, now }) => takeStep(camera, { step, reason }, now),
  });
}

const returnCamera = stepOf(Rollout.returnCamera, {
  checkReason: checkOptionalReason,
  parse: ({ fields }) => ({ officerId: fields.optionalUuid('officer_id') }),
  decide: ({ loaded: { camera }, command: { officerId, reason }, now }) => takeBack(camera, officerId, reason, now),
});

const transferCamera = stepOf(Rollout.transferCamera, {
  checkReason,
  parse: ({ fields }) => ({ unitCode: fields.text('patrol_unit_code', checkUnitCode) }),
  load: ({ tx, command: { unitCode } }) => findKnownUnit(tx, unitCode),
  authorizeLoaded: ({ call, loaded: { target } }) => refuseElsewhere(call, target, 'the patrol unit'),
  decide: ({ loaded: { camera, target }, command: { reason }, now }) => transfer(camera, target, reason, now),
});

const completeRepair = stepOf(Rollout.completeRepair, {
  checkReason: checkOptionalReason,
  parse: ({ fields }) => ({ firmwareVersion: fields.text('firmware_version', checkOptionalFirmware) }),
  decide({ loaded: { camera }, command: { firmwareVersion, reason }, now }) {
    const change = firmwareVersion === '' ? {} : { change: { firmwareVersion } };
    return takeStep(camera, { step: 'complete_repair', reason, ...change }, now);
  },
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
  authorizeLoaded: ({ call, loaded: cameras }) =>
    cameras.map((camera) => refuseElsewhere(call, camera)).find(isRefused),
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
