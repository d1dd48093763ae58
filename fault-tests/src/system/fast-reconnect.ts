/** Of a client that outlives a restart: a service that is back is to be called at once, since what is tested is how it comes back. */
export const FAST_RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 200,
};
