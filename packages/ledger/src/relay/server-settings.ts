import { readSyncInterval, type ServerMonitor, type SyncInterval } from '@safe-community/events';

/** How the NATS servers have to be set, and the monitoring endpoints that report it: clients cannot see it. */
export interface ServerPolicy {
  readonly monitors: readonly ServerMonitor[];
  readonly sync: SyncInterval;
}

/** A setting of a server that differs. */
export interface ServerDifference {
  /** host:port of its monitoring endpoint. */
  readonly server: string;
  readonly setting: string;
  readonly found: string;
  readonly wanted: string;
}

/** Asks each server. A server that does not answer is passed to `onUnreadable`, and is not a difference. */
export async function compareServers(
  { monitors, sync }: ServerPolicy,
  onUnreadable: (server: string, error: unknown) => void,
): Promise<ServerDifference[]> {
  const compared = monitors.map(async (monitor) => {
    const server = new URL(monitor.url).host;
    try {
      const found = await readSyncInterval(monitor);
      if (found === sync) return [];
      return [{ server, setting: 'sync_interval', found: inWords(found), wanted: inWords(sync) }];
    } catch (error) {
      onUnreadable(server, error);
      return [];
    }
  });
  return (await Promise.all(compared)).flat();
}

function inWords(interval: SyncInterval): string {
  return interval === 'always' ? interval : `${interval / 1_000}s`;
}
