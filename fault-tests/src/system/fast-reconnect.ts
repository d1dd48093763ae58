/** Reconnects without backoff: the tests measure how a service recovers, not the backoff of the client. */
export const FAST_RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 200,
};
