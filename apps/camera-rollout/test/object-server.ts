import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it takes to be the bucket of an S3-compatible store that is only read. */
export interface ObjectServer {
  readonly endpoint: string;
  /** The content of each object by its key. */
  readonly objects: Map<string, Buffer>;
  /** Answers the next requests with this status; 0 for the usual answer. */
  failWith(status: number): void;
  /** Requests so far. */
  requests(): number;
  close(): Promise<void>;
}

export const CREDENTIALS = {
  region: 'eu-east-1',
  bucket: 'videos',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 's3cr3t/+',
};

/**
 * A real HTTP server that answers `GET /bucket/key` like S3. It computes the signature of each request from the
 * documentation of Signature Version 4, without the client's code, and rejects another one with 403.
 */
export async function startObjectServer(): Promise<ObjectServer> {
  const objects = new Map<string, Buffer>();
  let status = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const content = objects.get(path.slice(`/${CREDENTIALS.bucket}/`.length));
    const isOfBucket = path.startsWith(`/${CREDENTIALS.bucket}/`);
    if (status !== 0) response.writeHead(status).end('<Error/>');
    else if (!isSigned(request, path)) response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    else if (!isOfBucket) response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
    else if (content === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    failWith(next) {
      status = next;
    },
    requests: () => requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Every byte but the unreserved characters and "/" as two upper-case hexadecimal digits. */
function canonicalUri(path: string): string {
  return [...Buffer.from(path)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~/]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function isSigned({ method, headers }: IncomingMessage, path: string): boolean {
  const { secretAccessKey, accessKeyId, region } = CREDENTIALS;
  const [, credential = '', signedHeaders = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const amzDate = String(headers['x-amz-date']);
  const day = amzDate.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  if (credential !== `${accessKeyId}/${scope}`) return false;
  const canonical = [
    method,
    canonicalUri(path),
    '',
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signedHeaders,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scope, digest].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createHmac('sha256', key).update(toSign).digest('hex') === signature;
}
