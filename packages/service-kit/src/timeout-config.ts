import { durationMs } from '@safe-community/config';
import { DEFAULT_TIMEOUTS, type Timeouts } from '@safe-community/grpc-kit';

/** How long the server waits for its clients. */
export const TIMEOUT_VARIABLES = {
  REQUEST_WITHIN: durationMs().default(DEFAULT_TIMEOUTS.requestMs),
  CALLER_SILENCE: durationMs().default(DEFAULT_TIMEOUTS.silenceMs),
  READER_SILENCE: durationMs().default(DEFAULT_TIMEOUTS.readerMs),
  STREAMING_CALL_AGE: durationMs().default(DEFAULT_TIMEOUTS.streamMs),
};

export function timeoutsOf(settings: { readonly [Name in keyof typeof TIMEOUT_VARIABLES]: number }): Timeouts {
  return {
    requestMs: settings.REQUEST_WITHIN,
    silenceMs: settings.CALLER_SILENCE,
    readerMs: settings.READER_SILENCE,
    streamMs: settings.STREAMING_CALL_AGE,
  };
}
