import { readFileSync } from 'node:fs';
import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { issueAuthority, issueLeaf, type Issued, type Pki } from '@safe-community/local-stack';

const DAY_MS = 24 * 3_600_000;
const LONG_AGO_DAYS = 400;

/** Credentials that must not be admitted. */
export interface RejectedCredentials {
  /** Rejected during the handshake, by what is wrong. */
  readonly shutOut: Readonly<Record<string, ChannelCredentials>>;
  /** A certificate of our authority for an unregistered name. */
  readonly unknown: ChannelCredentials;
  /** A certificate of our authority for a registered caller. */
  readonly known: (name: string) => Promise<ChannelCredentials>;
}

export async function rejectedCredentials({ caFile, caKeyFile }: Pki): Promise<RejectedCredentials> {
  const ca = readFileSync(caFile);
  const authority = { cert: ca.toString(), key: readFileSync(caKeyFile, 'utf8') };
  const now = new Date();
  const show = ({ cert, key }: Issued): ChannelCredentials =>
    credentials.createSsl(ca, Buffer.from(key), Buffer.from(cert));
  const expired = await issueLeaf(authority, 'client', new Date(now.getTime() - LONG_AGO_DAYS * DAY_MS));
  const foreign = await issueLeaf(await issueAuthority(now), 'client', now);
  return {
    shutOut: {
      'no certificate': credentials.createSsl(ca),
      'an expired certificate': show(expired),
      'a certificate of a foreign authority': show(foreign),
    },
    unknown: show(await issueLeaf(authority, 'somebody', now)),
    known: async (name) => show(await issueLeaf(authority, name, now)),
  };
}
