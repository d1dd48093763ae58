import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TlsError } from './tls-error.ts';

/** PEM files of one side of a mutual TLS connection. */
export interface TlsFiles {
  /** One authority, or several during a rotation. */
  readonly caFile: string;
  /** The certificate, followed by its intermediate certificates. */
  readonly certFile: string;
  readonly keyFile: string;
}

/** The content of the files. */
export interface IdentityBytes {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** @throws {TlsError} if a file is missing. */
export function readIdentity({ caFile, certFile, keyFile }: TlsFiles): IdentityBytes {
  return { ca: read(caFile), cert: read(certFile), key: read(keyFile) };
}

/** @throws {TlsError} if a file has no PEM of its kind, or the key does not match the certificate. */
export function checkIdentity({ caFile, certFile, keyFile }: TlsFiles, { ca, cert, key }: IdentityBytes): void {
  certificatesIn(caFile, ca);
  const [own] = certificatesIn(certFile, cert);
  if (own?.checkPrivateKey(privateKey(keyFile, key)) !== true) {
    throw new TlsError(keyFile, `is not the key of ${certFile}`);
  }
}

/** At least one. @throws {TlsError} if there is none, or one cannot be read. */
export function certificatesIn(file: string, pem: Buffer): X509Certificate[] {
  const blocks = pem.toString('latin1').match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw new TlsError(file, 'holds no certificate in PEM');
  return blocks.map((block) => {
    try {
      return new X509Certificate(block);
    } catch (error) {
      throw new TlsError(file, 'holds a certificate that cannot be read', error);
    }
  });
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function privateKey(file: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The original error might quote the content of the file.
    throw new TlsError(file, 'holds no private key in PEM');
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TlsError(file, 'cannot be read', error);
  }
}
