import { IssueCameraResponse } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { cameraIssued, type NewEvent } from '@safe-community/events';
import { notFound, preconditionFailed } from '@safe-community/domain-kit';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { issue, type IssuedCamera } from '../domain/issue.ts';
import type { CameraStore, OfficerRegistry, Origin } from './ports.ts';

export interface IssuePorts {
  readonly unitOfWork: UnitOfWork;
  readonly cameras: CameraStore;
  readonly registry: OfficerRegistry;
  /** The bytes of the first answer to this request. Refuses an id that was used for another request. */
  readonly firstAnswer: (key: RequestKey) => Promise<Uint8Array | undefined>;
  readonly origin: Origin;
}

export interface IssueCommand {
  readonly cameraId: string;
  readonly officerId: string;
  /** When the caller stops waiting, milliseconds since 1970. */
  readonly until: number;
}

/** Hands a camera of a unit's stock to one of its active patrol officers. */
export async function issueCamera(
  { unitOfWork, cameras, registry, firstAnswer, origin }: IssuePorts,
  key: RequestKey,
  { cameraId, officerId, until }: IssueCommand,
): Promise<IssueCameraResponse> {
  // Before the registry is asked: a repeated request is answered also while the registry is away.
  const answered = await firstAnswer(key);
  if (answered !== undefined) return IssueCameraResponse.decode(answered);
  // Before the transaction: no lock is held while another service thinks.
  const officer = await registry.find(officerId, until);
  if (officer === undefined) throw notFound('officer');
  return unitOfWork.run(key, IssueCameraResponse, async (em) => {
    const camera = await cameras.lock(em, cameraId);
    if (camera === undefined) throw notFound('camera');
    const holdsCamera = await cameras.holdsCamera(em, officerId);
    const decision = issue(camera, { officer, holdsCamera }, origin.now());
    if ('refused' in decision) throw preconditionFailed(decision.refused.reason, decision.refused.message);
    await cameras.save(em, decision.issued);
    const events = [toEvent(decision.issued)];
    return { response: { issuedTime: decision.issued.issuedAt }, events, about: [cameraId, officerId] };
  });
}

function toEvent({ cameraId, holderId, unitCode, oblastCode, issuedAt, demonstration }: IssuedCamera): NewEvent {
  return cameraIssued.create(
    { cameraId, officerId: holderId, patrolUnitCode: unitCode, oblastCode, issuedTime: issuedAt, demonstration },
    { oblastCode },
  );
}
