import { Refusal } from '@safe-community/domain-kit';

/** How long a server waits for its clients, in milliseconds, whatever deadline they set. */
export interface Timeouts {
  /** From the headers to the message of a unary request, which holds a slot meanwhile. */
  readonly requestMs: number;
  /** For the next message of a stream of requests. */
  readonly silenceMs: number;
  /** For a client to read any part of what is sent to it. */
  readonly readerMs: number;
  /** For a stream to end. Its client must then be authorized again. */
  readonly streamMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  requestMs: 10_000,
  silenceMs: 60_000,
  readerMs: 300_000,
  streamMs: 3_600_000,
};

/** The message of a unary request did not arrive. Nothing was done, so the client may retry. */
export function requestMissing(ms: number): Refusal {
  return new Refusal('aborted', `the request did not arrive within ${seconds(ms)} s of its headers`, {
    reason: 'REQUEST_MISSING',
    retryAfterMs: 0,
    metadata: { rule: 'request-in-time', limit_seconds: seconds(ms) },
  });
}

/** The next message of a stream of requests did not arrive. */
export function callerSilent(ms: number): Refusal {
  return new Refusal(
    'aborted',
    `no message arrived for ${seconds(ms)} s: send the messages without pauses, or end the stream`,
    {
      reason: 'STREAM_IDLE',
      retryAfterMs: 0,
      metadata: { limit_seconds: seconds(ms) },
    },
  );
}

/** The client read nothing. It cannot get a status, which would queue behind the messages that it does not read. */
export function readerStalled(ms: number): Refusal {
  return new Refusal('aborted', `nothing was read for ${seconds(ms)} s`, { reason: 'READER_STALLED' });
}

/** The client continues a stream of responses in another call, and splits a stream of requests. */
export function streamTooOld(ms: number): Refusal {
  return new Refusal('unavailable', `a stream lasts at most ${seconds(ms)} s: call again and continue from there`, {
    reason: 'STREAM_TOO_OLD',
    retryAfterMs: 0,
    metadata: { limit_seconds: seconds(ms) },
  });
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1_000));
}
