import type { PublicStatus as PublicStatusMessage } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import type { StoredCatalogue, Wording } from '../catalogue/module.ts';
import { categoryNumber, stateNumber } from '../incident/module.ts';
import { chosenWhat } from '../public-requests/module.ts';
import type { PublicStatus } from './public-status.ts';

interface StatusParts {
  readonly catalogue: Pick<StoredCatalogue, 'policy'>;
  /** Undefined without a mail server. */
  readonly mail?: object;
}

const NOTHING: Wording = { uk: '', en: '' };

/** The public status, which is stored for repeated requests as well: nothing personal, and no token. */
export function toStatus(status: PublicStatus, { catalogue, mail }: StatusParts): PublicStatusMessage {
  const { state, text, additionsLeft, mayConfirm, mayReopen, isVoice, mayBeTold, open } = status;
  const what = open === undefined ? NOTHING : chosenWhat(catalogue.policy(open.category), open.attributes);
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
    whatUk: what.uk,
    whatEn: what.en,
    voice: isVoice,
    mayBeTold: mail !== undefined && mayBeTold,
  };
}
