import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface MailServer {
  readonly port: number;
  /** Breaks every connection, without a word. */
  cut(): void;
  stop(): Promise<void>;
}

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/**
 * A server for SMTP on any free port, which delivers nothing.
 * @param take gets each mail before the server accepts it.
 * @param more options of smtp-server; by default it asks for no login and has no TLS.
 * @param host an address of this machine.
 */
export async function startMailServer(
  take: (mail: ReceivedMail) => void | Promise<void>,
  more: SMTPServerOptions = {},
  host = '127.0.0.1',
): Promise<MailServer> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, { envelope }, answer) {
      const taken = buffer(stream).then((raw) => take({ to: envelope.rcptTo.map(({ address }) => address), raw }));
      taken.then(() => answer(), answer);
    },
    ...more,
  });
  // A client that dies while it talks is no fault of the server.
  server.on('error', () => undefined);
  const listening = server.listen(0, host);
  const sockets = new Set<Socket>();
  listening.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface ReadMail {
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A mail of one text in base64, as incident-intake sends them. */
export function readMail({ raw }: ReceivedMail): ReadMail {
  const [head = '', ...body] = raw.toString().split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':');
    return [name.toLowerCase(), value.join(':').trim()];
  });
  return { headers: new Map(headers), text: Buffer.from(body.join('\n'), 'base64').toString() };
}

/** Keeps each mail as a file that mail programs open: 001.eml, 002.eml, and so on. */
export function mailFolder(folder: string): (mail: ReceivedMail) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let last = Math.max(0, ...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0));
  return ({ raw }) => writeFileSync(join(folder, `${String((last += 1)).padStart(3, '0')}.eml`), raw, { mode: 0o600 });
}
