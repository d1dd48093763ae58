import { issueAuthority, issueLeaf } from '@safe-community/local-stack';
import { ofKind, type KubernetesObject } from '../rendered/objects.ts';

/** A certificate with its key and who issued it, as Kubernetes names them in a secret. */
export type TlsContent = Readonly<Record<'ca.crt' | 'tls.crt' | 'tls.key', string>>;

/** What cert-manager would do. */
export interface Authority {
  /** By the name of the secret that an object of the overlay asks for. */
  readonly secrets: ReadonlyMap<string, TlsContent>;
  /** One more, for a caller that no object names. */
  issue(name: string): Promise<TlsContent>;
}

/** @param now when the certificates become valid. */
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
