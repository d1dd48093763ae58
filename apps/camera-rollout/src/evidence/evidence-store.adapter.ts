import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';

/** Where the files of recordings are. This service only reads there. */
export interface EvidenceStore {
  /** The content of an object, in parts; undefined if there is none. Throws when the store does not answer. */
  read(reference: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** A bucket of an S3-compatible store. */
interface Bucket {
  /** "https://s3.example.gov.ua"; the bucket is a part of the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Files of a folder, by their path in it. */
export function localStore(folder: string): EvidenceStore {
  return {
    async read(reference) {
      const stream = createReadStream(join(folder, reference));
      try {
        await new Promise<void>((resolve, reject) => stream.once('open', () => resolve()).once('error', reject));
        return stream;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

/** The store asks again when it has failed; the job comes back later as well. */
const RETRIES = 2;

export function s3Store({ endpoint, region, bucket, accessKeyId, secretAccessKey }: Bucket): EvidenceStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region, retries: RETRIES });
  return {
    async read(reference, signal) {
      // The characters of a reference need no escaping.
      const response = await client.fetch(`${endpoint}/${bucket}/${reference}`, { signal });
      if (response.ok && response.body !== null) return response.body;
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      // Not the answer's text: it repeats the key of the object.
      throw new StoreFailed(`the evidence store answered ${response.status}`);
    },
  };
}

class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
  readonly messageIsLoggable = true;
}

/** Digest and size of an object as it is now. */
export interface FoundObject {
  /** SHA-256, 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  readonly sizeBytes: bigint;
}

/** Reads an object to its end; undefined if there is none. Keeps a part in memory at a time. */
export async function digestObject(
  store: EvidenceStore,
  reference: string,
  signal: AbortSignal,
): Promise<FoundObject | undefined> {
  const content = await store.read(reference, signal);
  if (content === undefined) return undefined;
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of content) {
    hash.update(part);
    size += part.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes: BigInt(size) };
}
