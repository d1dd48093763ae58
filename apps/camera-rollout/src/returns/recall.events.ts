import { RecallCause as Causes } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { enumNames, type Day } from '@safe-community/domain-kit';
import { cameraRecalled, type NewEvent } from '@safe-community/events';
import type { Recall } from './recall.store.ts';
import { RECALL_CAUSES } from './return-term.ts';

export const { numberOf: causeNumber } = enumNames(Causes, RECALL_CAUSES);

/** @param dueOn undefined if no term was set for that day. */
export function recalledEvent(recall: Recall, dueOn: Day | undefined): NewEvent {
  const { recallId, cameraId, officerId, cause, unitCode, oblastCode, recalledAt } = recall;
  return cameraRecalled.create(
    {
      recallId,
      cameraId,
      officerId,
      cause: causeNumber(cause),
      patrolUnitCode: unitCode,
      oblastCode,
      recalledTime: recalledAt,
      dueOn: dueOn ?? '',
    },
    { oblastCode },
  );
}
