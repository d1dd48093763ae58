import { inject } from 'vitest';
import './provided-context.ts';
import { startProxy, type Proxy } from './start-proxy.ts';

export interface DatabaseProxy extends Proxy {
  /** The URL of the same database through the proxy. */
  through(databaseUrl: string): string;
}

/** A proxy to the PostgreSQL of this run. */
export async function startDatabaseProxy(): Promise<DatabaseProxy> {
  const proxy = await startProxy(Number(new URL(inject('ground').postgresAdminUrl).port));
  const through = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.port = `${proxy.port}`;
    return url.href;
  };
  // Not copied: `tried` and `open` change.
  return Object.assign(proxy, { through });
}
