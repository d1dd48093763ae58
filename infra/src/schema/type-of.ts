import type { KubernetesObject } from '../rendered/objects.ts';

/** By their group: packages that hold the types of objects that do not belong to Kubernetes itself. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
};

/** Where the type of an object is declared: `kubernetes-models/apps/v1/Deployment`. */
export function moduleOfType({ apiVersion, kind }: KubernetesObject): string {
  if (apiVersion === 'barmancloud.cnpg.io/v1') return './object-store.ts';
  const [group = ''] = apiVersion.split('/');
  return `${OF_OTHERS[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}
