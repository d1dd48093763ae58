import { createHmac, type KeyObject } from 'node:crypto';
import type { SigningKey } from '@safe-community/audit/signing';
import { methodAt, type CallContext } from '@safe-community/grpc-kit';
import { sameBytes } from '@safe-community/security/encryption';
import type { Rpc } from './rpc.ts';

/** 128 bits, which nobody can guess, in base64url. */
const MARK_BYTES = 16;
const MARK_LENGTH = 22;
/** No list issues it, so that its `parse` reports the field. */
const NO_TOKEN = '-';

type Handler = ReturnType<Rpc['bind']>;
type Holder = Pick<CallContext, 'caller' | 'person' | 'actingUser'>;

/** The key of a service's page tokens, the same in all its replicas: docs/adr/0054. */
export function pageTokenKey(auditKey: SigningKey, service: string): KeyObject {
  return auditKey.derive(`page-tokens/${service}`);
}

/**
 * Authenticates the page tokens of a method that has them by its contract, however it is declared. Throws for a contract
 * whose tokens this would miss: the process then does not start.
 */
export function withListTokens({ path }: Rpc['method'], handler: Handler, key: KeyObject): Handler {
  const { input, output, methodKind } = methodAt(path);
  const takes = input.fields.some(({ name }) => name === 'page_token');
  const gives = output.fields.some(({ name }) => name === 'next_page_token');
  if (!takes && !gives) return handler;
  if (!takes || !gives || methodKind !== 'unary')
    throw new Error(`${path} must take a page_token and return a next_page_token, in one answer`);
  const tokens = listTokens(path, key);
  return async (request: never, call) => {
    const answer = (await handler(tokens.ofRequest(request, call), call)) as {
      readonly nextPageToken: string;
    };
    return tokens.ofResponse(answer, call);
  };
}

/**
 * Binds the page tokens of a list to its method, to the calling system, and to the acting person and where they answer,
 * beside the filter and the order to which `pageTokenOf()` binds them. Another place in the list cannot be made up.
 *
 * @param path of the method: "/safecommunity.officers.v1.BeatService/ListBeats".
 */
export function listTokens(path: string, key: KeyObject) {
  const markOf = (token: string, { caller, person, actingUser }: Holder): string => {
    const territory = [...(person ?? caller).territory].toSorted();
    const unambiguous = JSON.stringify([path, caller.name, person?.id ?? '', actingUser, territory, token]);
    const mark = createHmac('sha256', key).update(unambiguous).digest().subarray(0, MARK_BYTES);
    return mark.toString('base64url');
  };
  /** The token as the list issued it. Compared as text: two bits of the last character are not part of the bytes. */
  const read = (text: string, holder: Holder): string => {
    const token = text.slice(MARK_LENGTH);
    const mark = Buffer.from(text.slice(0, MARK_LENGTH));
    return sameBytes(mark, Buffer.from(markOf(token, holder))) ? token : NO_TOKEN;
  };
  return {
    /** The request with the token as the list issued it. */
    ofRequest<Request extends { readonly pageToken: string }>(request: Request, holder: Holder): Request {
      const { pageToken } = request;
      return pageToken === '' ? request : { ...request, pageToken: read(pageToken, holder) };
    },
    /** The response with a token that only the same holder can send, and only to this method. */
    ofResponse<Response extends { readonly nextPageToken: string }>(response: Response, holder: Holder): Response {
      const { nextPageToken: token } = response;
      return token === '' ? response : { ...response, nextPageToken: `${markOf(token, holder)}${token}` };
    },
  };
}
