import { expect, it } from 'vitest';
import { availability } from '../src/policy/availability.ts';
import { movingImages, unfilledImages } from '../src/policy/images.ts';
import { networkProblems, shutWays } from '../src/policy/network.ts';
import { publicWebProblems } from '../src/policy/public-web.ts';
import { podSecurity, sharedAccounts } from '../src/policy/pod-security.ts';
import { missingReferences, neededWays } from '../src/policy/references.ts';
import { danglingPointers } from '../src/policy/selectors.ts';
import { brokerProblems, databaseProblems } from '../src/policy/stores.ts';
import { nameOf, type KubernetesObject } from '../src/rendered/objects.ts';
import { render } from '../src/rendered/render.ts';

type Policy = (objects: readonly KubernetesObject[]) => string[];

const ways: Policy = (objects) => shutWays(objects, neededWays(objects));

/** Each is production with one mistake: the policy, the object, the mistake, and the expected report. */
it.each<[string, Policy, string, string | RegExp, string, RegExp]>([
  [
    'root',
    podSecurity,
    'Deployment statistics',
    '"runAsNonRoot":true',
    '"runAsNonRoot":false',
    /statistics may run as root/,
  ],
  ['writes', podSecurity, 'Deployment statistics', /"readOnlyRootFilesystem":true/, '"x":1', /may write its root/],
  ['capabilities', podSecurity, 'Job statistics-migrate', '"ALL"', '"KILL"', /keeps capabilities/],
  ['token', podSecurity, 'ServiceAccount nats', 'Token":false', 'Token":true', /StatefulSet nats has no account/],
  [
    'host',
    podSecurity,
    'Deployment statistics',
    '"configMap":{"name":"access"}',
    '"hostPath":{"path":"/"}',
    /mounts a volume of its/,
  ],
  ['env', podSecurity, 'Deployment statistics', '"configMapRef"', '"secretRef"', /secret in its environment/],
  [
    'namespace',
    podSecurity,
    'Namespace safe-community',
    'enforce":"restricted"',
    'enforce":"baseline"',
    /not exactly one namespace/,
  ],
  [
    'account',
    sharedAccounts,
    'Deployment statistics',
    'AccountName":"statistics"',
    'AccountName":"nats"',
    /nats is of/,
  ],
  ['tag', movingImages, 'Deployment statistics', /@sha256:0+/, ':0.1.0', /statistics runs registry/],
  ['latest', movingImages, 'StatefulSet nats', ':2.12.7', ':latest', /nats:latest/],
  ['pdb', danglingPointers, 'PodDisruptionBudget nats', /nats"\}\}/, 'natz"}}', /nats selects no pod/],
  ['port', danglingPointers, 'Service statistics', '"targetPort":"grpc"', '"targetPort":"http"', /the port http/],
  [
    'target',
    danglingPointers,
    'HorizontalPodAutoscaler statistics',
    '"name":"statistics"}',
    '"name":"x"}',
    /scales nothing/,
  ],
  [
    'policy',
    danglingPointers,
    'NetworkPolicy nats',
    '"podSelector":{"matchLabels":{"app.kubernetes.io/name":"nats"}},"policyTypes"',
    '"podSelector":{"matchLabels":{"a":"b"}},"policyTypes"',
    /nats selects no pod/,
  ],
  [
    'secret',
    missingReferences,
    'ExternalSecret statistics-database',
    /"statistics-database"/g,
    '"x"',
    /Deployment statistics needs the secret statistics-database/,
  ],
  ['mount', missingReferences, 'Deployment statistics', '/etc/safe-community/audit', '/etc/other', /AUDIT_KEY_FILE/],
  ['address', missingReferences, 'Service officer-registry', '50051', '50059', /connects to officer-registry:50051/],
  [
    'ingress',
    networkProblems,
    'NetworkPolicy nats',
    '"app.kubernetes.io/name":"statistics"',
    '"app.kubernetes.io/name":"x"',
    /statistics → StatefulSet nats :4222 is allowed by egress/,
  ],
  ['egress', networkProblems, 'NetworkPolicy statistics', '50052', '50059', /is allowed by ingress but not/],
  ['deny', networkProblems, 'NetworkPolicy default-deny', '"Egress"', '"Ingress"', /no policy denies/],
  ['way', ways, 'NetworkPolicy statistics', '50052', '50059', /statistics → Deployment incident-intake :50052/],
  [
    'grace',
    availability,
    'Deployment statistics',
    'Seconds":40',
    'Seconds":20',
    /killed before its shutdown completes/,
  ],
  [
    'probe',
    availability,
    'Deployment statistics',
    '"service":"liveness"',
    '"service":""',
    /no liveness probe|startup probe/,
  ],
  [
    'surge',
    availability,
    'Deployment statistics',
    '"maxUnavailable":0',
    '"maxUnavailable":1',
    /fewer replicas during a rollout/,
  ],
  [
    'least',
    availability,
    'HorizontalPodAutoscaler statistics',
    '"minReplicas":3',
    '"minReplicas":1',
    /fewer than three replicas/,
  ],
  ['budget', availability, 'PodDisruptionBudget statistics', '"maxUnavailable":1', '"maxUnavailable":2', /budget/],
  ['web probe', availability, 'Deployment gateway', '"path":"/health"', '"path":"/"', /gateway: has no startup/],
  ['web port', availability, 'Deployment gateway', '"containerPort":8080', '"containerPort":8081', /HTTP_PORT/],
  ['route', publicWebProblems, 'HTTPRoute public-web', '"port":8080', '"port":80', /leads to a Service that does not/],
  ['listener', publicWebProblems, 'HTTPRoute public-web', '"https"', '"x"', /listener that does not exist/],
  ['plain', publicWebProblems, 'HTTPRoute public-web-redirect', '"https"', '"http"', /serves pages without TLS/],
  ['host', publicWebProblems, 'HTTPRoute public-web', /"gromada[^"]*"/, '"x.example"', /another host than its/],
  [
    'public certificate',
    publicWebProblems,
    'Certificate public-web',
    /"gromada[^"]*"/,
    '"x"',
    /no certificate for its/,
  ],
  [
    'address',
    publicWebProblems,
    'ConfigMap gateway-*',
    'https://gromada',
    'http://gromada',
    /PUBLIC_URL that no route/,
  ],
  ['proxies', publicWebProblems, 'ConfigMap gateway-*', '"TRUSTED_PROXIES":"1"', '"TRUSTED_PROXIES":"0"', /for one/],
  [
    'strangers',
    publicWebProblems,
    'NetworkPolicy gateway',
    'safe-community.gov.ua/gateway',
    'kubernetes.io/metadata.name',
    /by others than the proxies/,
  ],
  ['spread', availability, 'Deployment statistics', 'kubernetes.io/hostname', 'other', /on one node/],
  ['sync', brokerProblems, 'ConfigMap nats-*', 'sync_interval: always', 'sync_interval: 2m', /not on the disk/],
  ['nodes', brokerProblems, 'StatefulSet nats', '"replicas":3', '"replicas":1', /three nodes/],
  [
    'rights',
    brokerProblems,
    'ConfigMap nats-*',
    String.raw`user: \"statistics\"`,
    String.raw`user: \"x\"`,
    /no permissions for a service/,
  ],
  ['copies', databaseProblems, 'Cluster postgres', '"number":1', '"number":0', /second disk/],
  ['clear', databaseProblems, 'Cluster postgres', '"hostnossl all all all reject",', '', /without TLS/],
  [
    'archive',
    databaseProblems,
    'Cluster postgres',
    '"isWALArchiver":true',
    '"isWALArchiver":false',
    /archives nothing/,
  ],
  [
    'connections',
    databaseProblems,
    'HorizontalPodAutoscaler statistics',
    '"maxReplicas":6',
    '"maxReplicas":60',
    /too few/,
  ],
])('detects %s', (_, policy, name, from, to, complaint) => {
  const objects = render('production');
  expect(policy(objects)).toEqual([]);
  const altered = objects.map((object) => (isNamed(object, name) ? alter(object, from, to) : object));
  expect(policy(altered).join('\n')).toMatch(complaint);
});

it('knows which images are placeholders', () => {
  expect(unfilledImages(render('production')).length).toBeGreaterThan(0);
  expect(unfilledImages(render('dev'))).toEqual([]);
});

function isNamed(object: KubernetesObject, name: string): boolean {
  return name.endsWith('*') ? nameOf(object).startsWith(name.slice(0, -1)) : nameOf(object) === name;
}

function alter(object: KubernetesObject, from: string | RegExp, to: string): KubernetesObject {
  const text = JSON.stringify(object);
  const altered = text.replace(from, to);
  if (altered === text) throw new Error(`nothing was altered in ${text}`);
  return JSON.parse(altered) as KubernetesObject;
}
