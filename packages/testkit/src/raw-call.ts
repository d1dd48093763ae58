import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';

/** A connection of HTTP/2 to a port of this machine, without anything of a gRPC library on this side. */
export function openRaw(
  port: number,
  { caFile, keyFile, certFile }: { readonly caFile: string; readonly keyFile: string; readonly certFile: string },
): ClientHttp2Session {
  return connect(`https://localhost:${port}`, {
    ca: readFileSync(caFile),
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
  });
}

/**
 * All that the server says to one request, but for the time of day. `body` are the frames as they go over the wire;
 * without one the request is left open, as by a caller who never sends what they announce.
 */
export async function rawAnswer(
  session: ClientHttp2Session,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
): Promise<IncomingHttpHeaders> {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => undefined);
  if (body !== undefined) stream.end(body);
  const said: IncomingHttpHeaders = {};
  const hear = (headers: IncomingHttpHeaders): void => void Object.assign(said, headers);
  stream.on('response', hear).on('trailers', hear).resume();
  await once(stream, 'end');
  stream.close();
  delete said.date;
  return said;
}

/** A message in the frame of gRPC: not compressed, with its length. */
export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([head, message]);
}
