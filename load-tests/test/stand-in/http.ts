import { addSample } from './samples.ts';

/*
 * Replaces k6/http: a thin wrapper around a real client, as far as our scripts use it.
 */

interface Params {
  readonly headers: Readonly<Record<string, string>>;
  /** How many are followed. */
  readonly redirects: 0 | 1;
  readonly tags: object;
}

/** @param body an object is sent as a form, as k6 does. */
async function asyncRequest(method: string, url: string, body: Record<string, string> | null, params: Params) {
  const began = performance.now();
  const response = await fetch(url, {
    method,
    headers: params.headers,
    redirect: params.redirects === 0 ? 'manual' : 'follow',
    ...(body === null ? {} : { body: new URLSearchParams(body) }),
  });
  const text = await response.text();
  addSample('http_req_duration', performance.now() - began, params.tags);
  return { status: response.status, body: text };
}

// k6 offers it so, and scripts import it so.
// oxlint-disable-next-line import/no-default-export
export default { asyncRequest };
