import {
  WorksReturnReason,
  WorksState,
  type ReferredWorks,
  type WorksList as ListMessage,
} from '@safe-community/contracts/incidents/v1/works_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { sanctionNumber } from '../law/module.ts';
import type { ImposedWorks } from '../sanctions/module.ts';
import type { WorksList } from './works-list.ts';
import { RETURN_REASONS, WORKS_STATES, type Execution } from './works.ts';

const reasons = enumNames(WorksReturnReason, RETURN_REASONS);
const states = enumNames(WorksState, WORKS_STATES);

export const toReturnReason = reasons.nameOf;

export function returnReasonNumber(reason: Execution['returnReason']): WorksReturnReason {
  return reason === undefined ? WorksReturnReason.UNSPECIFIED : reasons.numberOf(reason);
}

export function toListMessage({ hromadaCode, validFrom, decision, items }: WorksList): ListMessage {
  return { hromadaCode, validFrom, decision, items: [...items] };
}

export function toWorksMessage({ kind, hours }: ImposedWorks, execution: Execution): ReferredWorks {
  const { outcomeId, itemCode, effectiveOn, referredOn, isLate, recordedAt, state, endedOn, days } = execution;
  return {
    outcomeId,
    works: sanctionNumber(kind),
    hours,
    state: states.numberOf(state),
    itemCode,
    effectiveDate: effectiveOn,
    referredDate: referredOn,
    late: isLate,
    endedDate: endedOn,
    returnReason: returnReasonNumber(execution.returnReason),
    days: [...days],
    recordedTime: recordedAt,
  };
}
