import { createHash } from 'node:crypto';

const MARK_LENGTH = 8;
/** No list issues it, so that its `parse` reports the field. */
const NO_TOKEN = '-';

/**
 * Binds the page tokens of a list to its method, beside the filter to which `pageTokenOf()` binds them: the token of
 * another list would be read as a place in this one, and rows would be missing.
 *
 * @param path of the method: "/safecommunity.officers.v1.BeatService/ListBeats".
 */
export function listTokens(path: string) {
  const mark = createHash('sha256').update(path).digest('base64url').slice(0, MARK_LENGTH);
  return {
    /** The request with the token as the list issued it. */
    ofRequest<Request extends object>(request: Request): Request {
      if (!('pageToken' in request) || typeof request.pageToken !== 'string' || request.pageToken === '')
        return request;
      const { pageToken } = request;
      return { ...request, pageToken: pageToken.startsWith(mark) ? pageToken.slice(MARK_LENGTH) : NO_TOKEN };
    },
    /** The response with a token that only this method accepts. */
    ofResponse<Response>(response: Response): Response {
      if (!(response instanceof Object) || !('nextPageToken' in response) || response.nextPageToken === '')
        return response;
      return { ...response, nextPageToken: `${mark}${String(response.nextPageToken)}` };
    },
  };
}
