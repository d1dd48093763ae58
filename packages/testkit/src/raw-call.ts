import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';

/** A raw HTTP/2 connection to a local port, without a gRPC library. */
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
 * The complete response to one request, except the date. `body` contains the frames on the wire;
 * without one, the request stays open, like that of a caller who never sends the announced body.
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
  const received: IncomingHttpHeaders = {};
  const record = (headers: IncomingHttpHeaders): void => void Object.assign(received, headers);
  stream.on('response', record).on('trailers', record).resume();
  await once(stream, 'end');
  stream.close();
  delete received.date;
  return received;
}

/** An uncompressed, length-prefixed gRPC message. */
export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([head, message]);
}
