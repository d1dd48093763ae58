import { readSyncInterval, type ServerMonitor, type SyncInterval } from '@safe-community/events';

/** How the servers of the broker are to be set, and where they tell how they are: their clients cannot learn it. */
export interface ServerPolicy {
  readonly monitors: readonly ServerMonitor[];
  readonly sync: SyncInterval;
}

/** A setting of a server that is another one. */
export interface ServerDifference {
  /** host:port of its monitoring endpoint. */
  readonly server: string;
  readonly setting: string;
  readonly found: string;
  readonly wanted: string;
}

/** Asks each server. One that does not answer is told of by `onUnseen` and counts for nothing. */
export async function compareServers(
  { monitors, sync }: ServerPolicy,
  onUnseen: (server: string, error: unknown) => void,
): Promise<ServerDifference[]> {
  const compared = monitors.map(async (monitor) => {
    const server = new URL(monitor.url).host;
    try {
      const found = await readSyncInterval(monitor);
      if (found === sync) return [];
      return [{ server, setting: 'sync_interval', found: inWords(found), wanted: inWords(sync) }];
    } catch (error) {
      onUnseen(server, error);
      return [];
    }
  });
  return (await Promise.all(compared)).flat();
}

function inWords(interval: SyncInterval): string {
  return interval === 'always' ? interval : `${interval / 1_000}s`;
}
