import { variable } from './variable.ts';

/**
 * An absolute URL with one of the schemes (`postgresql`, without a colon), returned as written. Its value is never
 * printed, because a URL may contain a password.
 */
export function url(schemes: readonly [string, ...string[]], example: string) {
  return variable<string>(
    { expects: `a URL that starts with ${schemes.join(':// or ')}://`, example, isSecret: true },
    (raw) => (hasScheme(raw, schemes) ? raw : undefined),
  );
}

function hasScheme(written: string, schemes: readonly string[]): boolean {
  const parsed = URL.parse(written);
  return parsed !== null && parsed.host !== '' && schemes.includes(parsed.protocol.slice(0, -1));
}

/** Where a server listens. `host` has no brackets; `address` is the text as written. */
export interface HostPort {
  host: string;
  port: number;
  address: string;
}

/** `host:port`, with an IPv6 host in brackets and a port from 1 to 65535. */
export function hostPort() {
  return variable<HostPort>({ expects: 'host:port', example: '127.0.0.1:50051' }, toHostPort);
}

/** One or several `host:port`, separated by commas: the servers of a cluster. Returns at least one. */
export function hostPorts() {
  const about = { expects: 'host:port, several joined by commas', example: '127.0.0.1:4222' };
  return variable<HostPort[]>(about, (raw) => toHostPorts(raw.split(',')));
}

function toHostPorts(written: readonly string[]): HostPort[] | undefined {
  const found = written.flatMap((address) => toHostPort(address.trim()) ?? []);
  return found.length === written.length ? found : undefined;
}

export interface NamedAddress {
  readonly name: string;
  readonly address: string;
}

/** Servers and their names: `name=host:port`, several separated by commas, or `none`. */
export function namedAddresses() {
  const about = {
    expects: 'name=host:port, several joined by commas, or none',
    example: 'statistics=127.0.0.1:50054',
  };
  return variable<NamedAddress[]>(about, toNamedAddresses);
}

function toNamedAddresses(written: string): NamedAddress[] | undefined {
  if (written === 'none') return [];
  const found = written.split(',').map((entry) => {
    const [name = '', address = '', ...more] = entry.trim().split('=');
    return /^[a-z][a-z-]*$/.test(name) && more.length === 0 && toHostPort(address) ? { name, address } : undefined;
  });
  return found.every((entry) => entry !== undefined) ? found : undefined;
}

function toHostPort(address: string): HostPort | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(address);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port, address } : undefined;
}
