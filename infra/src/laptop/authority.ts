import { issueAuthority, issueLeaf } from '@safe-community/local-stack';
import { ofKind, type KubernetesObject } from '../rendered/objects.ts';

/** A certificate with its key and issuer, by the names that Kubernetes secrets use. */
export type TlsContent = Readonly<Record<'ca.crt' | 'tls.crt' | 'tls.key', string>>;

/** Issues certificates as cert-manager does. */
export interface Authority {
  /** Certificates by the name of the secret that an object of the overlay requests. */
  readonly secrets: ReadonlyMap<string, TlsContent>;
  /** Issues one more certificate, for a caller that no object names. */
  issue(name: string): Promise<TlsContent>;
}

/** @param now start of validity of the certificates. */
export async function startAuthority(objects: readonly KubernetesObject[], now: Date): Promise<Authority> {
  const authority = await issueAuthority(now);
  const issue = async (name: string, dnsNames: readonly string[] = []): Promise<TlsContent> => {
    const { cert, key } = await issueLeaf(authority, name, now, dnsNames);
    return { 'ca.crt': authority.cert, 'tls.crt': cert, 'tls.key': key };
  };
  const asked = ofKind(objects, 'Certificate').map(
    async ({ spec }) => [spec.secretName, await issue(spec.commonName ?? '', spec.dnsNames)] as const,
  );
  return { secrets: new Map(await Promise.all(asked)), issue: (name) => issue(name) };
}
