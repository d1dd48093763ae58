import type { PublicStatus as PublicStatusMessage } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { categoryNumber, stateNumber } from '../incident/module.ts';
import type { PublicStatus } from './public-status.ts';

/** The public status, which is stored for repeated requests as well: nothing personal, and no token. */
export function toStatus(status: PublicStatus, isMailSetUp: boolean): PublicStatusMessage {
  const { state, text, additionsLeft, mayConfirm, mayReopen, isVoice, mayBeTold, open } = status;
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
    signatureUk: open?.signature.uk ?? '',
    signatureEn: open?.signature.en ?? '',
    voice: isVoice,
    mayBeTold: isMailSetUp && mayBeTold,
  };
}
