import { nameOf, ofKind, selects, type KubernetesObject, type Of } from '../rendered/objects.ts';
import { environmentOf, isWeb, podsOf, type Pod } from '../rendered/pods.ts';

/** Namespaces of the proxies in front. */
const PROXIES = 'safe-community.gov.ua/gateway';

/** Problems of the way from the internet to the pages: routes, certificate, host name, and who reaches the pods. */
export function publicWebProblems(objects: readonly KubernetesObject[]): string[] {
  const routes = ofKind(objects, 'HTTPRoute');
  const pods = podsOf(objects).filter(isWeb);
  return [
    ...routes.flatMap((route) => routeProblems(route, objects).map((problem) => `${nameOf(route)} ${problem}`)),
    ...ofKind(objects, 'Gateway').flatMap((gateway) => listenerProblems(gateway, objects)),
    ...pods.flatMap((pod) => openIngress(pod, objects)),
    ...(routes.length === 0 ? [] : pods.flatMap((pod) => settingProblems(pod, objects))),
  ];
}

function routeProblems({ spec }: Of<'HTTPRoute'>, objects: readonly KubernetesObject[]): string[] {
  const { parentRefs = [], hostnames = [], rules = [] } = spec;
  const services = ofKind(objects, 'Service');
  const listeners = parentRefs.map(({ name, sectionName }) =>
    ofKind(objects, 'Gateway')
      .find(({ metadata }) => metadata.name === name)
      ?.spec.listeners.find((one) => one.name === sectionName),
  );
  const isPlain = listeners.some((listener) => listener?.protocol === 'HTTP');
  const redirects = rules.every(({ filters = [], backendRefs = [] }) => {
    const [redirect] = filters;
    return backendRefs.length === 0 && redirect?.requestRedirect?.scheme === 'https';
  });
  const backends = rules.flatMap(({ backendRefs = [] }) => backendRefs);
  return problems([
    [parentRefs.length > 0 && !listeners.includes(undefined), 'is attached to a listener that does not exist'],
    [listeners.every((one) => hostnames.includes(one?.hostname ?? '')), 'is for another host than its listener'],
    [!isPlain || redirects, 'serves pages without TLS'],
    [isPlain || backends.length > 0, 'leads nowhere'],
    [
      backends.every(({ name, port }) =>
        services.some((one) => one.metadata.name === name && one.spec.ports?.some((open) => open.port === port)),
      ),
      'leads to a Service that does not exist, or to another port of it',
    ],
  ]);
}

function listenerProblems({ metadata, spec }: Of<'Gateway'>, objects: readonly KubernetesObject[]): string[] {
  const certificates = ofKind(objects, 'Certificate');
  return spec.listeners
    .filter(({ protocol }) => protocol === 'HTTPS')
    .filter(
      ({ hostname = '', tls }) =>
        !tls?.certificateRefs?.some(({ name }) =>
          certificates.some((one) => one.spec.secretName === name && one.spec.dnsNames?.includes(hostname)),
        ),
    )
    .map(({ name }) => `Gateway ${metadata.name}: the listener ${name} has no certificate for its host`);
}

/** Ways to the port of the pages that do not come from the proxies: they could forge X-Forwarded-For. */
function openIngress({ of, labels }: Pod, objects: readonly KubernetesObject[]): string[] {
  const own = ofKind(objects, 'NetworkPolicy').filter(({ spec }) => selects(spec.podSelector, labels));
  const peers = own
    .flatMap(({ spec }) => spec.ingress ?? [])
    .filter(({ ports }) => ports === undefined || ports.some(({ port }) => port === 'http'))
    .flatMap(({ from }) => from ?? [{}]);
  const strangers = peers.filter(
    ({ namespaceSelector, podSelector }) =>
      namespaceSelector?.matchLabels?.[PROXIES] !== 'true' &&
      (podSelector === undefined || namespaceSelector !== undefined),
  );
  return strangers.length === 0 ? [] : [`${of} is reached by others than the proxies`];
}

function settingProblems({ of, spec }: Pod, objects: readonly KubernetesObject[]): string[] {
  const { PUBLIC_URL, TRUSTED_PROXIES } = environmentOf(spec.containers[0] ?? { name: '' }, objects);
  const hosts = ofKind(objects, 'HTTPRoute').flatMap(({ spec: { hostnames = [] } }) => hostnames);
  return problems([
    [hosts.some((host) => PUBLIC_URL === `https://${host}`), 'names an address in PUBLIC_URL that no route has'],
    [Number(TRUSTED_PROXIES) >= 1, 'takes all visitors for one, because it trusts no proxy'],
  ]).map((problem) => `${of} ${problem}`);
}

function problems(holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => problem);
}
