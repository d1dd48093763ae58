import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTEN = '0A';

/** The program that listens on TCP `port`, as "name (process 123)"; undefined if we may not see it. */
export function listenerOf(port: number): string | undefined {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port));
  const pid = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .find((entry) => openFiles(entry).some((file) => sockets.includes(file)));
  const name = pid && readOr('', () => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  return name ? `${name} (process ${pid})` : undefined;
}

function listeningSockets(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return readOr('', () => readFileSync(table, 'utf8'))
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${wanted}`))
    .map((row) => `socket:[${row[9]}]`);
}

function openFiles(pid: string): string[] {
  return readOr([], () => readdirSync(`/proc/${pid}/fd`)).map((fd) =>
    readOr('', () => readlinkSync(`/proc/${pid}/fd/${fd}`)),
  );
}

/** The process of another user, or one that has ended meanwhile, has nothing to read. */
function readOr<T>(nothing: T, read: () => T): T {
  try {
    return read();
  } catch {
    return nothing;
  }
}
