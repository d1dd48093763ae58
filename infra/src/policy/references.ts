import { ofKind, selects, type KubernetesObject } from '../rendered/objects.ts';
import { environmentOf, mapsNamedBy, podsOf, secretsNamedBy, type Pod } from '../rendered/pods.ts';
import { addressesOfOperators, podsOfOperators, podsOfTestRuns } from './operator-pods.ts';

/** References of pods to missing ConfigMaps, secrets, folders, and addresses. `made`: secrets created elsewhere. */
export function missingReferences(objects: readonly KubernetesObject[], made: readonly string[] = []): string[] {
  const there = new Set([...secretsOf(objects), ...made]);
  return settledPods(objects).flatMap((pod) => [
    ...missingMaps(pod, objects),
    ...secretsNamedBy(pod.spec)
      .filter((name) => !there.has(name))
      .map((name) => `${pod.of} needs the secret ${name}`),
    ...missingFolders(pod, objects),
    ...addressesOf(pod, objects)
      .filter(({ to }) => to === undefined)
      .map(({ address }) => `${pod.of} connects to ${address}, where nothing listens`),
  ]);
}

/** The addresses that the settings of the pods name. */
export function neededWays(objects: readonly KubernetesObject[]): { from: string; to: string; port: number }[] {
  return settledPods(objects).flatMap((pod) =>
    addressesOf(pod, objects).flatMap(({ to, port }) => (to === undefined ? [] : [{ from: pod.of, to, port }])),
  );
}

/** The pods whose settings are in these objects. */
function settledPods(objects: readonly KubernetesObject[]): Pod[] {
  return [...podsOf(objects), ...podsOfTestRuns(objects)];
}

/** Names of the secrets that the objects request. */
function secretsOf(objects: readonly KubernetesObject[]): string[] {
  return [
    ...ofKind(objects, 'Certificate').map(({ spec }) => spec.secretName),
    ...ofKind(objects, 'ExternalSecret').map(({ metadata, spec }) => spec.target?.name ?? metadata.name),
  ];
}

function missingMaps({ of, spec }: Pod, objects: readonly KubernetesObject[]): string[] {
  const there = new Set(objects.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name));
  return mapsNamedBy(spec)
    .filter((name) => !there.has(name))
    .map((name) => `${of} needs the ConfigMap ${name}`);
}

function missingFolders({ of, spec }: Pod, objects: readonly KubernetesObject[]): string[] {
  return spec.containers.flatMap((container) => {
    const mounted = (container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
    return Object.entries(environmentOf(container, objects))
      .filter(([, value]) => value.startsWith('/etc/'))
      .filter(([, path]) => !mounted.some((folder) => `${path}/`.startsWith(`${folder}/`)))
      .map(([name, path]) => `${of} sets ${name}=${path}, which is not mounted`);
  });
}

/** Every `host:port` in its settings; `to` are the pods at that address. */
function addressesOf({ spec }: Pod, objects: readonly KubernetesObject[]) {
  const settings = spec.containers.flatMap((container) => Object.entries(environmentOf(container, objects)));
  const written = settings
    .filter(([name]) => /(_ADDRESS|_SERVERS|_URLS|OTLP_ENDPOINT)$/.test(name))
    .flatMap(([, value]) => value.split(','));
  return [...new Set([...written, ...databasesOf(spec, objects)])].map((address) => {
    const [, host = '', port = ''] = /^(?:https?:\/\/)?([a-z0-9.-]+):(\d+)$/.exec(address) ?? [];
    return { address, port: Number(port), to: podsBehind(host, Number(port), objects) };
  });
}

/** Hosts of the URLs in the secrets that a pod mounts. */
function databasesOf(spec: Pod['spec'], objects: readonly KubernetesObject[]): string[] {
  const names = secretsNamedBy(spec);
  return ofKind(objects, 'ExternalSecret')
    .filter(({ metadata }) => names.includes(metadata.name))
    .flatMap((one) => /@([a-z0-9.-]+:\d+)\//.exec(JSON.stringify(one.spec))?.[1] ?? []);
}

function podsBehind(host: string, port: number, objects: readonly KubernetesObject[]): string | undefined {
  if (addressesOfOperators(objects).includes(`${host}:${port}`)) return podsOfOperators(objects)[0]?.of;
  const name = host.split('.').at(-1);
  const service = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === name);
  if (!service?.spec.ports?.some((one) => one.port === port)) return undefined;
  return podsOf(objects).find(({ labels }) => selects({ matchLabels: service.spec.selector ?? {} }, labels))?.of;
}
