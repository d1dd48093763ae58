import { STOP_WITHIN_MS } from '@safe-community/service-kit';
import { ofKind, selects, type KubernetesObject, type Of } from '../rendered/objects.ts';
import { environmentOf, isService, portOf } from '../rendered/pods.ts';

/** What could make a service be away: while it is rolled out, while a node is emptied, while one of its replicas hangs. */
export function availability(objects: readonly KubernetesObject[]): string[] {
  return ofKind(objects, 'Deployment')
    .filter(({ spec }) => isService({ labels: spec.template.metadata?.labels ?? {} }))
    .flatMap((deployment) =>
      [...probeProblems(deployment, objects), ...endProblems(deployment), ...copyProblems(deployment, objects)].map(
        (problem) => `${deployment.metadata.name}: ${problem}`,
      ),
    );
}

function probeProblems({ spec }: Of<'Deployment'>, objects: readonly KubernetesObject[]): string[] {
  const [container, ...more] = spec.template.spec?.containers ?? [];
  if (container === undefined || more.length > 0) return ['has not one container'];
  const { startupProbe, readinessProbe, livenessProbe } = container;
  const { HEALTH_PORT, METRICS_PORT, GRPC_PORT, NODE_OPTIONS = '' } = environmentOf(container, objects);
  const health = Number(HEALTH_PORT);
  const podSpec = spec.template.spec ?? { containers: [] };
  const beginsWithin = (startupProbe?.periodSeconds ?? 10) * (startupProbe?.failureThreshold ?? 3);
  return problems([
    [
      startupProbe?.grpc?.port === health && startupProbe.grpc.service === 'liveness',
      'does not ask whether it has begun',
    ],
    [
      livenessProbe?.grpc?.port === health && livenessProbe.grpc.service === 'liveness',
      'does not ask whether it lives',
    ],
    [readinessProbe?.grpc?.port === health && !readinessProbe.grpc.service, 'does not ask whether it is ready'],
    [beginsWithin >= 30, 'is given less than 30 s to begin'],
    [portOf(podSpec, 'health') === health, 'asks at a port at which nobody answers'],
    [portOf(podSpec, 'metrics') === Number(METRICS_PORT), 'is read at a port at which nobody answers'],
    [portOf(podSpec, 'grpc') === Number(GRPC_PORT), 'listens at another port than it says'],
    [/--max-old-space-size-percentage=[5-7]\d\b/.test(NODE_OPTIONS), 'has a heap that does not follow from its limit'],
  ]);
}

function endProblems({ spec }: Of<'Deployment'>): string[] {
  const { terminationGracePeriodSeconds = 30, containers = [] } = spec.template.spec ?? {};
  const pause = containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const { maxUnavailable, maxSurge } = spec.strategy?.rollingUpdate ?? {};
  return problems([
    [pause >= 3, 'ends before its clients have heard that it goes'],
    [terminationGracePeriodSeconds > pause + STOP_WITHIN_MS / 1_000, 'is killed before it has come to its end'],
    [maxUnavailable === 0 && maxSurge !== 0, 'is fewer while it is rolled out'],
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
    [budgets.length === 1 && budgets[0]?.spec.maxUnavailable === 1, 'is not held by one budget of one'],
    [fixed.length + byLag.length === 1, 'is scaled by nobody or by two'],
    [spec.replicas === undefined, 'is given a number of replicas at each deployment, against its autoscaler'],
    // One may be away by a node that is emptied and one by a fault, and somebody still answers.
    [least >= 3 && most >= least, 'may be fewer than three'],
    [
      keys.includes('kubernetes.io/hostname') && keys.includes('topology.kubernetes.io/zone'),
      'may be on one node or in one zone',
    ],
  ]);
}

function problems(holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => problem);
}
