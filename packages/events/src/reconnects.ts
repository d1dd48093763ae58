import type { NatsConnection } from '@nats-io/transport-node';

type Listener = () => void;

const listenersOf = new WeakMap<NatsConnection, Set<Listener>>();

/** Calls `listener` after each reconnect, until the returned function is called. */
export function onReconnect(nc: NatsConnection, listener: Listener): () => void {
  const listeners = listenersOf.get(nc) ?? watch(nc);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One reader of the status for all listeners: the client keeps each reader as long as the connection. */
function watch(nc: NatsConnection): Set<Listener> {
  const listeners = new Set<Listener>();
  listenersOf.set(nc, listeners);
  void (async () => {
    for await (const { type } of nc.status()) if (type === 'reconnect') for (const listener of listeners) listener();
  })();
  return listeners;
}
