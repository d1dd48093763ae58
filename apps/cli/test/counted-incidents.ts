import type { Connection } from '../src/connection/connect-services.ts';

/** The incidents that statistics counts in the country and all time, without the sensitive ones. */
export async function countedIncidents(connection: Pick<Connection, 'readCounters'>): Promise<bigint> {
  for await (const { totals } of connection.readCounters()) {
    return totals.reduce((sum, { incidents }) => sum + incidents, 0n);
  }
  return 0n;
}
