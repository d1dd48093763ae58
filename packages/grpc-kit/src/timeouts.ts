import { Refusal } from '@safe-community/domain-kit';

/** How long a server waits for those who call it; milliseconds. A caller that names no deadline waits for ever itself. */
export interface Timeouts {
  /** For a request that is one message, from its headers on: until it is there a place is taken for it. */
  readonly requestMs: number;
  /** For the next message of a stream of requests. */
  readonly silenceMs: number;
  /** For a reader to take anything of what waits for it. */
  readonly readerMs: number;
  /** For a stream to end, of requests or of answers: by then who calls is to show again that they may. */
  readonly streamMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  requestMs: 10_000,
  silenceMs: 60_000,
  readerMs: 300_000,
  streamMs: 3_600_000,
};

/** A request of one message did not come. Nothing was done, so it may be sent again. */
export function requestMissing(ms: number): Refusal {
  return new Refusal('aborted', `the request did not come within ${seconds(ms)} s of its headers`, {
    reason: 'REQUEST_MISSING',
    retryAfterMs: 0,
    metadata: { rule: 'request-in-time', limit_seconds: seconds(ms) },
  });
}

/** A stream of requests fell silent. */
export function callerSilent(ms: number): Refusal {
  return new Refusal('aborted', `nothing came for ${seconds(ms)} s: send the messages without pauses, or end`, {
    reason: 'STREAM_IDLE',
    retryAfterMs: 0,
    metadata: { limit_seconds: seconds(ms) },
  });
}

/** A reader took nothing. It is told by its connection only: whatever else is said waits behind what it does not take. */
export function readerStalled(ms: number): Refusal {
  return new Refusal('aborted', `nothing was read for ${seconds(ms)} s`, { reason: 'READER_STALLED' });
}

/** A stream of answers goes on in another call, one of requests ends sooner. */
export function streamTooOld(ms: number): Refusal {
  return new Refusal('unavailable', `a stream lasts ${seconds(ms)} s at the most: call again and go on from there`, {
    reason: 'STREAM_TOO_OLD',
    retryAfterMs: 0,
    metadata: { limit_seconds: seconds(ms) },
  });
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1_000));
}
