import type { X509Certificate } from 'node:crypto';
import { certificatesIn, type IdentityBytes, type TlsFiles } from './read-identity.ts';

/** When a certificate of an identity expires. */
export interface Expiry {
  readonly kind: 'own' | 'authority';
  readonly file: string;
  /** Common name of its subject, a name of ours. */
  readonly subject: string;
  readonly endsAt: Date;
}

/** Every certificate in the files of an identity, its own first. @throws {TlsError} if one cannot be read. */
export function expiries({ certFile, caFile }: TlsFiles, { cert, ca }: IdentityBytes): Expiry[] {
  return [
    ...certificatesIn(certFile, cert).map((certificate) => expiryOf('own', certFile, certificate)),
    ...certificatesIn(caFile, ca).map((certificate) => expiryOf('authority', caFile, certificate)),
  ];
}

function expiryOf(kind: Expiry['kind'], file: string, { subject, validToDate }: X509Certificate): Expiry {
  return { kind, file, subject: /^CN=(.*)$/m.exec(subject)?.[1] ?? '', endsAt: validToDate };
}
