import { ConfigError, durationMsOr, text } from '@safe-community/config';
import type { SyncInterval } from '@safe-community/events';
import type { ServerPolicy } from '@safe-community/ledger';

/** The expected settings of the NATS servers, and their monitoring endpoints. */
export const SERVER_VARIABLES = {
  NATS_SYNC: durationMsOr('always').optional(),
  NATS_MONITOR_URLS: text({
    expects: 'http:// or https:// addresses, several joined by commas',
    example: 'https://nats-0:8222',
  }).optional(),
};

interface ServerSettings {
  readonly NATS_SYNC: SyncInterval | undefined;
  readonly NATS_MONITOR_URLS: string | undefined;
}

/** Undefined: the servers are not checked. @throws {ConfigError} if only one variable is set, or an address is invalid. */
export function serverPolicyOf(
  { NATS_SYNC: sync, NATS_MONITOR_URLS: written }: ServerSettings,
  caFile: string,
): ServerPolicy | undefined {
  const urls = written?.split(',').map((url) => url.trim()) ?? [];
  if (sync === undefined && urls.length === 0) return undefined;
  if (sync === undefined || urls.length === 0) {
    throw new ConfigError([
      'NATS_SYNC and NATS_MONITOR_URLS go together: the sync setting of the NATS servers, and where to read it; ' +
        'set both or neither',
    ]);
  }
  const bad = urls.filter((url) => !/^https?:$/.test(URL.parse(url)?.protocol ?? ''));
  if (bad.length > 0) {
    throw new ConfigError(['NATS_MONITOR_URLS must be http:// or https:// addresses, several joined by commas']);
  }
  return { sync, monitors: urls.map((url) => ({ url, caFile })) };
}
