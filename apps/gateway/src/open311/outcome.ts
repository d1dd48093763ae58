import type { Document } from './document.ts';

/** What an address answers: a document, or why there is none. */
export type Outcome = Document | Refused;

interface Refused {
  readonly status: 400 | 403 | 404 | 429;
  readonly problems: readonly string[];
  /** After how many seconds the request may be repeated. */
  readonly retryAfter?: number;
}
