import type { PublicStatus as PublicStatusMessage } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { publicStatus, type ReportStanding } from './public-status.ts';
import { categoryNumber, stateNumber } from '../incident/contract-enums.mapping.ts';

/** The public status as it is answered, and kept for repeated requests: nothing personal, and no token. */
export function statusMessage(standing: ReportStanding, now: Date): PublicStatusMessage {
  const { state, text, additionsLeft, mayConfirm, mayReopen, open } = publicStatus(standing, now);
  return {
    state: stateNumber(state),
    textUk: text.uk,
    textEn: text.en,
    additionsLeft,
    mayConfirm,
    mayReopen,
    receivedTime: open?.receivedAt,
    stateTime: open?.stateSince,
    category: open === undefined ? 0 : categoryNumber(open.category),
    hromadaCode: open?.hromadaCode ?? '',
  };
}
