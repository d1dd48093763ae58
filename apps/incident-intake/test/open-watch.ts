import { status, type ServiceError } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceClient,
  WatchIncidentsRequest,
  type IncidentChange,
  type WatchIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { demoClientCredentials } from '@safe-community/testkit';

export type WatchFilter = Partial<WatchIncidentsRequest>;

/** A watch over its own connection, read in the background. */
export interface Watch {
  readonly changes: readonly IncidentChange[];
  /** One of each message; the last one is the newest. */
  readonly tokens: readonly string[];
  /** Rejects with the status that ended it. */
  readonly whole: Promise<void>;
  /** Name of the status that ended it. */
  readonly ended: Promise<string>;
  /** Cuts the connection. */
  close(): void;
}

export function openWatch(
  port: number,
  filter: WatchFilter = {},
  from: 'client' | 'statistics' = 'client',
  { reads = true } = {},
): Watch {
  const client = new IncidentIntakeServiceClient(`localhost:${port}`, demoClientCredentials(from), {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 200,
  });
  const changes: IncidentChange[] = [];
  const tokens: string[] = [];
  const call = client.watchIncidents(WatchIncidentsRequest.fromPartial(filter));
  const whole = new Promise<void>((resolve, reject) => {
    call.on('error', reject);
    call.on('end', () => resolve());
  });
  if (reads) {
    call.on('data', ({ resumeToken, change }: WatchIncidentsResponse) => {
      tokens.push(resumeToken);
      if (change !== undefined) changes.push(change);
    });
  }
  const ended = whole.then(
    () => 'OK',
    (error: unknown) => status[(error as ServiceError).code] ?? 'UNKNOWN',
  );
  return {
    changes,
    tokens,
    whole,
    ended,
    close() {
      call.cancel();
      client.close();
    },
  };
}
