import type { KubernetesObject } from '../rendered/objects.ts';

/** Packages with types of third-party kinds, by API group. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
};

/** Kinds without types in any package: declared in this folder. */
export const DECLARED_HERE: Readonly<Record<string, string>> = {
  'barmancloud.cnpg.io/v1': 'object-store.ts',
  'k6.io/v1alpha1': 'test-run.ts',
};

/** Module that declares the type of an object: `kubernetes-models/apps/v1/Deployment`. */
export function moduleOfType({ apiVersion, kind }: KubernetesObject): string {
  const own = DECLARED_HERE[apiVersion];
  if (own !== undefined) return `./${own}`;
  const [group = ''] = apiVersion.split('/');
  return `${OF_OTHERS[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}
