import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, constants } from 'node:http2';
import { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { TlsFiles } from '@safe-community/security/tls';
import { framed } from './raw-call.ts';

/** Names and values, byte for byte. */
export type RawHeaders = readonly (readonly [name: string, value: string | Buffer])[];

/**
 * The status of a unary call with an empty message and these headers, which go onto the wire as they are: Node's own client
 * refuses to send many of them. "reset" if the server resets the stream, or closes the connection.
 */
export async function statusOfRawHeaders(
  port: number,
  { caFile, keyFile, certFile }: TlsFiles,
  path: string,
  headers: RawHeaders,
): Promise<string> {
  const [ca, key, cert] = [readFileSync(caFile), readFileSync(keyFile), readFileSync(certFile)];
  const socket = connectTls({ port, host: 'localhost', servername: 'localhost', ca, key, cert, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const block = headerBlock([
    [':method', 'POST'],
    [':scheme', 'https'],
    [':path', path],
    [':authority', 'localhost'],
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
    ...headers,
  ]);
  const session = connect('https://localhost', { createConnection: () => replacingHeaders(socket, block) });
  session.on('error', () => undefined);
  try {
    const stream = session.request({ ':method': 'POST', ':path': path });
    let found: string | undefined;
    const read = (received: Record<string, unknown>): void => {
      const status = received['grpc-status'];
      if (typeof status === 'string') found = status;
    };
    const closed = new Promise((resolve) => void stream.on('close', resolve));
    stream
      .on('error', () => undefined)
      .on('response', read)
      .on('trailers', read)
      .resume();
    stream.end(framed(Buffer.alloc(0)));
    await closed;
    return found ?? 'reset';
  } finally {
    session.destroy();
  }
}

/** HPACK: literals without indexing and without Huffman codes, so that any byte can be sent. */
function headerBlock(headers: RawHeaders): Buffer {
  return Buffer.concat(
    headers.flatMap(([name, value]) => [
      Buffer.from([0]),
      hpackString(Buffer.from(name)),
      hpackString(Buffer.from(value)),
    ]),
  );
}

const PREFIX_MAX = 127;

function hpackString(bytes: Buffer): Buffer {
  if (bytes.length < PREFIX_MAX) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  const head = [PREFIX_MAX];
  let rest = bytes.length - PREFIX_MAX;
  for (; rest >= 128; rest >>= 7) head.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([...head, rest]), bytes]);
}

const FRAME_HEAD_BYTES = 9;
const HEADERS_FRAME = 1;
const PREFACE_BYTES = 24;
const END_HEADERS = constants.NGHTTP2_FLAG_END_HEADERS;

/** A connection on which the header block of each request is replaced by this one. */
function replacingHeaders(socket: TLSSocket, block: Buffer): Duplex {
  let pending = Buffer.alloc(0);
  let isOpen = false;
  const wire = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _, done) {
      pending = Buffer.concat([pending, chunk]);
      if (!isOpen && pending.length >= PREFACE_BYTES) {
        isOpen = true;
        socket.write(pending.subarray(0, PREFACE_BYTES));
        pending = pending.subarray(PREFACE_BYTES);
      }
      while (isOpen && pending.length >= FRAME_HEAD_BYTES) {
        const end = FRAME_HEAD_BYTES + pending.readUIntBE(0, 3);
        if (pending.length < end) break;
        const frame = pending.subarray(0, end);
        pending = pending.subarray(end);
        socket.write(frame[3] === HEADERS_FRAME ? withBlock(frame, block) : frame);
      }
      done();
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket
    .on('data', (chunk) => wire.push(chunk))
    .on('end', () => wire.push(null))
    .on('close', () => wire.destroy());
  socket.on('error', () => undefined);
  return wire;
}

function withBlock(frame: Buffer, block: Buffer): Buffer {
  const head = Buffer.from(frame.subarray(0, FRAME_HEAD_BYTES));
  head.writeUIntBE(block.length, 0, 3);
  head[4] = END_HEADERS;
  return Buffer.concat([head, block]);
}
