import type { NatsConnection } from '@nats-io/transport-node';

type Listener = () => void;

const listenersOf = new WeakMap<NatsConnection, Set<Listener>>();

/** Has `listener` called each time when the connection is there again. Returns a function that ends it. */
export function onReconnect(nc: NatsConnection, listener: Listener): () => void {
  const listeners = listenersOf.get(nc) ?? watch(nc);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One look at the connection's news for all: the client keeps each reader of them as long as the connection. */
function watch(nc: NatsConnection): Set<Listener> {
  const listeners = new Set<Listener>();
  listenersOf.set(nc, listeners);
  void (async () => {
    for await (const { type } of nc.status()) if (type === 'reconnect') for (const listener of listeners) listener();
  })();
  return listeners;
}
