import { STOP_WITHIN_MS } from '@safe-community/service-kit';
import { ofKind, selects, type KubernetesObject, type Of } from '../rendered/objects.ts';
import { environmentOf, isService, isWeb, portOf, type Pod } from '../rendered/pods.ts';

/** Configuration that can make a service unavailable: during a rollout, a node drain, or a hung replica. */
export function availability(objects: readonly KubernetesObject[]): string[] {
  return ofKind(objects, 'Deployment').flatMap((deployment) => {
    const pod = { labels: deployment.spec.template.metadata?.labels ?? {} };
    if (!isService(pod) && !isWeb(pod)) return [];
    const ofAll = [
      ...processProblems(deployment, objects),
      ...endProblems(deployment),
      ...copyProblems(deployment, objects),
    ];
    const ofKindOfPod = isService(pod) ? serviceProbes(deployment, objects) : webProbes(deployment, objects);
    return [...ofKindOfPod, ...ofAll].map((problem) => `${deployment.metadata.name}: ${problem}`);
  });
}

function processProblems({ spec }: Of<'Deployment'>, objects: readonly KubernetesObject[]): string[] {
  const [container, ...more] = spec.template.spec?.containers ?? [];
  if (container === undefined || more.length > 0) return ['does not have exactly one container'];
  const { METRICS_PORT, NODE_OPTIONS = '' } = environmentOf(container, objects);
  const { periodSeconds = 10, failureThreshold = 3 } = container.startupProbe ?? {};
  return problems([
    [periodSeconds * failureThreshold >= 30, 'has less than 30 s to start'],
    [portOf(podOf(spec), 'metrics') === Number(METRICS_PORT), 'exposes a metrics port that differs from METRICS_PORT'],
    [
      /--max-old-space-size-percentage=[5-7]\d\b/.test(NODE_OPTIONS),
      'has a heap size that does not follow from its memory limit',
    ],
  ]);
}

function webProbes({ spec }: Of<'Deployment'>, objects: readonly KubernetesObject[]): string[] {
  const [container = { name: '' }] = podOf(spec).containers;
  const { HTTP_PORT } = environmentOf(container, objects);
  const queries = [container.startupProbe, container.readinessProbe, container.livenessProbe];
  return problems([
    [
      queries.every((probe) => probe?.httpGet?.path === '/health' && probe.httpGet.port === 'http'),
      'has no startup, readiness, and liveness probe of its health',
    ],
    [portOf(podOf(spec), 'http') === Number(HTTP_PORT), 'exposes an HTTP port that differs from HTTP_PORT'],
  ]);
}

function podOf(spec: Of<'Deployment'>['spec']): Pod['spec'] {
  return spec.template.spec ?? { containers: [] };
}

function serviceProbes({ spec }: Of<'Deployment'>, objects: readonly KubernetesObject[]): string[] {
  const [container = { name: '' }] = podOf(spec).containers;
  const { startupProbe, readinessProbe, livenessProbe } = container;
  const { HEALTH_PORT, GRPC_PORT } = environmentOf(container, objects);
  const health = Number(HEALTH_PORT);
  const podSpec = podOf(spec);
  return problems([
    [
      startupProbe?.grpc?.port === health && startupProbe.grpc.service === 'liveness',
      'has no startup probe of its liveness',
    ],
    [livenessProbe?.grpc?.port === health && livenessProbe.grpc.service === 'liveness', 'has no liveness probe'],
    [readinessProbe?.grpc?.port === health && !readinessProbe.grpc.service, 'has no readiness probe'],
    [portOf(podSpec, 'health') === health, 'probes a port that is not the health port'],
    [portOf(podSpec, 'grpc') === Number(GRPC_PORT), 'exposes a gRPC port that differs from GRPC_PORT'],
  ]);
}

function endProblems({ spec }: Of<'Deployment'>): string[] {
  const { terminationGracePeriodSeconds = 30, containers = [] } = spec.template.spec ?? {};
  const pause = containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const { maxUnavailable, maxSurge } = spec.strategy?.rollingUpdate ?? {};
  return problems([
    [pause >= 3, 'stops before its clients notice'],
    [terminationGracePeriodSeconds > pause + STOP_WITHIN_MS / 1_000, 'is killed before its shutdown completes'],
    [maxUnavailable === 0 && maxSurge !== 0, 'has fewer replicas during a rollout'],
  ]);
}

function copyProblems({ metadata, spec }: Of<'Deployment'>, objects: readonly KubernetesObject[]): string[] {
  const labels = spec.template.metadata?.labels ?? {};
  const budgets = ofKind(objects, 'PodDisruptionBudget').filter((one) => selects(one.spec.selector, labels));
  const fixed = ofKind(objects, 'HorizontalPodAutoscaler').filter(
    (one) => one.spec.scaleTargetRef.name === metadata.name,
  );
  const byLag = ofKind(objects, 'ScaledObject').filter((one) => one.spec.scaleTargetRef?.name === metadata.name);
  const least = fixed[0]?.spec.minReplicas ?? byLag[0]?.spec.minReplicaCount ?? 0;
  const most = Math.max(fixed[0]?.spec.maxReplicas ?? 0, byLag[0]?.spec.maxReplicaCount ?? 0);
  const keys = (spec.template.spec?.topologySpreadConstraints ?? []).map(({ topologyKey }) => topologyKey);
  return problems([
    [
      budgets.length === 1 && budgets[0]?.spec.maxUnavailable === 1,
      'does not have exactly one disruption budget of one replica',
    ],
    [fixed.length + byLag.length === 1, 'does not have exactly one autoscaler'],
    [spec.replicas === undefined, 'sets a number of replicas, which overrides its autoscaler'],
    // With one replica drained and one failed, a third must still answer.
    [least >= 3 && most >= least, 'may have fewer than three replicas'],
    [
      keys.includes('kubernetes.io/hostname') && keys.includes('topology.kubernetes.io/zone'),
      'may run on one node or in one zone',
    ],
  ]);
}

function problems(holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => problem);
}
