import { ofKind, type KubernetesObject } from '../rendered/objects.ts';
import { environmentOf, isService, podsOf } from '../rendered/pods.ts';

/** The session of the relay of a replica. */
const BESIDE_THE_POOL = 1;
/** For migrations, the operator, its replicas, and people. */
const FOR_OTHERS = 50;
const USUAL_POOL = 10;

/** Broker configuration that could lose acknowledged messages or admit the wrong clients. */
export function brokerProblems(objects: readonly KubernetesObject[]): string[] {
  const nats = ofKind(objects, 'StatefulSet').find(({ metadata }) => metadata.name === 'nats');
  const { data = {} } =
    objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('nats-')) ?? {};
  const config = data['nats.conf'] ?? '';
  const services = podsOf(objects).filter(isService);
  const settings = services.map(({ spec }) => environmentOf(spec.containers[0] ?? { name: '' }, objects));
  const users = [...(data['permissions.conf'] ?? '').matchAll(/user: "([^"]+)"/g)].map(([, user]) => user);
  return problems([
    [nats?.spec.replicas === 3, 'does not have three nodes'],
    [/^\s*sync_interval: always$/m.test(config), 'acknowledges messages that are not on the disk'],
    [settings.every(({ NATS_SYNC }) => NATS_SYNC === 'always'), 'is not checked against its expected settings'],
    [settings.every(({ STREAM_REPLICAS }) => STREAM_REPLICAS === '3'), 'has streams with fewer replicas than nodes'],
    [
      settings.every(({ NATS_SERVERS }) => NATS_SERVERS?.split(',').length === 3),
      'is not configured with all its nodes',
    ],
    [/^\s*verify_and_map: true$/m.test(config), 'does not identify clients by certificate'],
    [services.every(({ spec }) => users.includes(spec.serviceAccountName)), 'has no permissions for a service'],
    [users.length === services.length, 'admits a client that is not a service'],
  ]).map((problem) => `the broker ${problem}`);
}

/** PostgreSQL configuration that could lose acknowledged commits or reject a replica. */
export function databaseProblems(objects: readonly KubernetesObject[]): string[] {
  const cluster = ofKind(objects, 'Cluster').find(({ metadata }) => metadata.name === 'postgres');
  const { instances = 1, postgresql, plugins = [], managed, certificates } = cluster?.spec ?? {};
  const backups = objects.filter(({ kind }) => kind === 'ScheduledBackup');
  const hba = postgresql?.pg_hba ?? [];
  const roles = managed?.roles?.map(({ name }) => name) ?? [];
  return problems([
    [instances >= 3, 'has fewer than three instances'],
    [(postgresql?.synchronous?.number ?? 0) >= 1, 'acknowledges before a second disk has the commit'],
    [postgresql?.synchronous?.dataDurability === 'required', 'continues without a second disk'],
    [plugins.some(({ isWALArchiver }) => isWALArchiver === true), 'archives nothing'],
    [backups.length === 1, 'is not backed up'],
    [hba[0]?.startsWith('hostnossl all all all reject') === true, 'accepts connections without TLS'],
    [certificates?.serverTLSSecret !== undefined, 'has no certificate that services trust'],
    [roles.length === 12, 'lacks an owner, service, or reader role of a database'],
    [
      connectionsNeeded(objects) <= Number(postgresql?.parameters?.['max_connections'] ?? 100),
      'has too few connections',
    ],
  ]).map((problem) => `the database ${problem}`);
}

/** Connections needed when every service has its maximum of replicas and one more during a rollout. */
function connectionsNeeded(objects: readonly KubernetesObject[]): number {
  const services = new Set(
    podsOf(objects)
      .filter(isService)
      .map(({ spec }) => spec.serviceAccountName),
  );
  const most = ofKind(objects, 'HorizontalPodAutoscaler')
    .filter(({ spec }) => services.has(spec.scaleTargetRef.name))
    .map(({ spec }) => spec.maxReplicas);
  const byLag = ofKind(objects, 'ScaledObject').map(({ spec }) => spec.maxReplicaCount ?? 100);
  const replicas = [...most, ...byLag].reduce((sum, count) => sum + count + 1, 0);
  return replicas * (USUAL_POOL + BESIDE_THE_POOL) + FOR_OTHERS;
}

function problems(holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => problem);
}
