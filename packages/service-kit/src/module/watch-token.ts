import { isUuid, unless, type Fields } from '@safe-community/domain-kit';
import { pageTokenOf, readPageToken, toBigInt } from '@safe-community/grpc-kit';
import type { WatchPlace } from '@safe-community/ledger';

/** Where a watch begins. */
export interface WatchStart {
  /** What the tokens of this watch are bound to. */
  readonly filter: Uint8Array;
  /** Undefined for an empty token: from now on. */
  readonly after: WatchPlace | undefined;
}

/**
 * Reads the token of a request for a watch. Call it after all other fields: a token belongs to a valid filter, so it is
 * not read if `fields` holds violations by then. These tokens show the position in the ledger: use them only for watchers
 * who may see every change.
 */
export function readWatchToken<Request extends { readonly resumeToken: string }>(
  request: Request,
  fields: Pick<Fields<Request>, 'check' | 'violations'>,
  codec: { encode(request: Request): { finish(): Uint8Array } },
): WatchStart {
  const filter = codec.encode({ ...request, resumeToken: '' }).finish();
  if (fields.violations.length > 0) return { filter, after: undefined };
  const { place, violations } = readPageToken(filter, request.resumeToken, toWatchPlace);
  fields.check(unless(violations.length === 0, 'resume_token', RULE));
  return { filter, after: place };
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
