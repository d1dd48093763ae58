import type { ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { ChainCheck } from '../chain/check-chain.ts';
import { fromCheckpointMessage, fromEntryMessage, fromLinkMessage } from './audit-messages.ts';

/** Feeds the next part of an export to a check. */
export function checkPart(checking: ChainCheck, { part }: ExportEntriesResponse): void {
  if (part?.$case === 'link') checking.link(fromLinkMessage(part.value));
  else if (part?.$case === 'entry') checking.entry(fromEntryMessage(part.value));
  else if (part?.$case === 'checkpoint') checking.checkpoint(fromCheckpointMessage(part.value));
}
