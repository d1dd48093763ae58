import type { Origin } from './network.ts';

/** How many connections may be open at once. */
export interface MaxConnections {
  readonly ofAddress: number;
  readonly ofNetwork: number;
  readonly ofAll: number;
}

/** An open connection. */
export interface Connection extends Origin {
  /**
   * `idle`: no request is under way; `slow`: its client has yet to send the rest of a request, or to take an answer;
   * `served`: the server is at work for it.
   */
  readonly state: () => 'idle' | 'slow' | 'served';
  readonly close: () => void;
}

/**
 * Counts the open connections of each address and network. One that waits for its client makes room for a new one, so that
 * nobody keeps others out by holding connections.
 */
export function openConnections({ ofAddress, ofNetwork, ofAll }: MaxConnections) {
  // Each in the order of their last use.
  const all = new Set<Connection>();
  const byAddress = new Map<string, Set<Connection>>();
  const byNetwork = new Map<string, Set<Connection>>();

  function put(connection: Connection): void {
    membersOf(byAddress, connection.address).add(connection);
    membersOf(byNetwork, connection.network).add(connection);
    all.add(connection);
  }

  function remove(connection: Connection): void {
    takeFrom(byAddress, connection.address, connection);
    takeFrom(byNetwork, connection.network, connection);
    all.delete(connection);
  }

  /** Of the address with the most, an idle one before one that is slow; among equals, the one that waits the longest. */
  function leastNeeded(members: Iterable<Connection>): Connection | undefined {
    let found: Connection | undefined;
    let most = 0;
    for (const each of members) {
      const state = each.state();
      const weight = state === 'served' ? 0 : 2 * (byAddress.get(each.address)?.size ?? 0) + (state === 'idle' ? 1 : 0);
      if (weight > most) [found, most] = [each, weight];
    }
    return found;
  }

  return {
    /** Whether the connection may stay, and those that were closed for it. It counts until it is removed. */
    add(connection: Connection): { readonly isTaken: boolean; readonly closed: number } {
      let closed = 0;
      for (const [members, most] of [
        [byAddress.get(connection.address), ofAddress],
        [byNetwork.get(connection.network), ofNetwork],
        [all, ofAll],
      ] as const) {
        if ((members?.size ?? 0) < most) continue;
        const other = leastNeeded(members ?? []);
        if (other === undefined) return { isTaken: false, closed };
        remove(other);
        other.close();
        closed += 1;
      }
      put(connection);
      return { isTaken: true, closed };
    },
    /** A request begins or ends: of several that wait, this one waits the shortest. */
    used(connection: Connection): void {
      if (!all.has(connection)) return;
      remove(connection);
      put(connection);
    },
    remove,
    open: () => all.size,
  };
}

function membersOf(sets: Map<string, Set<Connection>>, key: string): Set<Connection> {
  const members = sets.get(key) ?? new Set();
  sets.set(key, members);
  return members;
}

function takeFrom(sets: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const members = sets.get(key);
  members?.delete(connection);
  if (members?.size === 0) sets.delete(key);
}
