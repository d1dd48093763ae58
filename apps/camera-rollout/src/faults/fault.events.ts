import { cameraFaultReported, firmwareRecallCompleted, firmwareRecalled, type NewEvent } from '@safe-community/events';
import { kindNumber } from './fault.mapping.ts';
import type { Fault } from './fault.ts';
import type { FirmwareRecall } from './recall.ts';

/** What does not work in words is not published. */
export function reportedEvent(fault: Fault): NewEvent {
  const { faultId, cameraId, kind, model, firmwareVersion, unitCode, oblastCode, noticedAt } = fault;
  return cameraFaultReported.create(
    {
      faultId,
      cameraId,
      kind: kindNumber(kind),
      model,
      firmwareVersion,
      patrolUnitCode: unitCode,
      oblastCode,
      noticedTime: noticedAt,
    },
    { oblastCode },
  );
}

export function recalledEvent(recall: FirmwareRecall & { readonly affected: number }): NewEvent {
  const { recallId, model, firmwareVersion, dueOn, affected, recalledAt: recalledTime } = recall;
  return firmwareRecalled.create({ recallId, model, firmwareVersion, dueOn, affected, recalledTime }, {});
}

export function completedEvent(recall: FirmwareRecall, at: Date): NewEvent {
  const { recallId, model, firmwareVersion } = recall;
  return firmwareRecallCompleted.create({ recallId, model, firmwareVersion, completedTime: at }, {});
}
