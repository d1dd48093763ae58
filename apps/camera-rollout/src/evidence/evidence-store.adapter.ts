import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { JobBlocked } from '@safe-community/service-kit';
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
        const { code = '' } = error as NodeJS.ErrnoException;
        if (!NO_FILE.has(code)) throw error;
        await requireContent(folder);
        return undefined;
      }
    },
  };
}

/** No file of this path, a file where the path has a folder, or a name that no file can have. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** Without this, a wrong or unmounted folder would look like the loss of every recording. */
async function requireContent(folder: string): Promise<void> {
  const entries = await opendir(folder);
  try {
    if ((await entries.read()) === null)
      throw new JobBlocked('the folder of the evidence store is empty: is it mounted?');
  } finally {
    await entries.close();
  }
}

/** The store asks again when it has failed; the job comes back later as well. */
const RETRIES = 2;

export function s3Store({ endpoint, region, bucket, accessKeyId, secretAccessKey }: Bucket): EvidenceStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region, retries: RETRIES });
  return {
    async read(reference, signal) {
      const response = await client.fetch(`${endpoint}/${bucket}/${escaped(reference)}`, { signal });
      if (response.ok && response.body !== null) return response.body;
      const code = errorCodeOf(await response.text());
      // Only this code: a wrong bucket, or an address that is no store, answers 404 as well.
      if (response.status === 404 && code === 'NoSuchKey') return undefined;
      throw new JobBlocked(`the evidence store answered ${response.status} ${code}`.trim());
    },
  };
}

/** The path of a key: each part as Signature Version 4 writes it, which escapes more than `encodeURIComponent` does. */
function escaped(key: string): string {
  return key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll(/[!'()*]/g, (character) => `%${hexOf(character)}`))
    .join('/');
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}

/** Not the whole answer, because it repeats the key of the object. */
function errorCodeOf(answer: string): string {
  return /<Code>([A-Za-z]{1,60})<\/Code>/.exec(answer)?.[1] ?? '';
}

/** Digest and size of an object as it is now. */
export interface FoundObject {
  /** SHA-256, 64 hexadecimal digits in lower case. */
  readonly sha256: string;
  readonly sizeBytes: bigint;
}

/**
 * Reads an object to its end; undefined if there is none. Keeps a part in memory at a time. Throws JobBlocked when the
 * store fails.
 */
export async function digestObject(
  store: EvidenceStore,
  reference: string,
  signal: AbortSignal,
): Promise<FoundObject | undefined> {
  try {
    for (const name of spellingsOf(reference)) {
      const content = await store.read(name, signal);
      if (content !== undefined) return await digestOf(content);
    }
    return undefined;
  } catch (cause) {
    throw cause instanceof JobBlocked ? cause : new JobBlocked('the evidence store cannot be read', { cause });
  }
}

/** The longest key of S3. */
const MAX_KEY_BYTES = 1_024;

/** Texts of requests are in NFC, and the file names of some systems in NFD. */
function spellingsOf(reference: string): readonly string[] {
  const spellings = new Set([reference, reference.normalize('NFD')]);
  return [...spellings].filter((name) => Buffer.byteLength(name) <= MAX_KEY_BYTES);
}

async function digestOf(content: AsyncIterable<Uint8Array>): Promise<FoundObject> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of content) {
    hash.update(part);
    size += part.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes: BigInt(size) };
}
