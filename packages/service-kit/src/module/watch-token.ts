import { isUuid, refuseInvalid } from '@safe-community/domain-kit';
import { pageTokenOf, readPageToken, toBigInt } from '@safe-community/grpc-kit';
import type { WatchPlace } from '@safe-community/ledger';

/**
 * Where a watch resumes; undefined for an empty token. Throws INVALID_ARGUMENT for a token of another filter. These tokens
 * show the position in the ledger: use them only for watchers who may see every change.
 *
 * @param filter the encoded request without its token.
 */
export function readWatchToken(filter: Uint8Array, resumeToken: string): WatchPlace | undefined {
  const { place, violations } = readPageToken(filter, resumeToken, toWatchPlace);
  if (violations.length > 0) refuseInvalid([{ field: 'resume_token', rule: RULE }]);
  return place;
}

/** The token of a place that a watcher has reached. */
export function watchTokenOf(filter: Uint8Array, { epoch, position }: WatchPlace): string {
  return pageTokenOf(filter, `${epoch} ${position}`);
}

const RULE = 'must be a resume_token of an earlier answer with the same filter';

function toWatchPlace(text: string): WatchPlace | undefined {
  const [epoch = '', digits = '', ...rest] = text.split(' ');
  const position = digits === '0' ? 0n : toBigInt(digits);
  return isUuid(epoch) && position !== undefined && rest.length === 0 ? { epoch, position } : undefined;
}
