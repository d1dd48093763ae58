import { nameOf, ofKind, selects, type KubernetesObject } from '../rendered/objects.ts';
import { podsOf, portOf } from '../rendered/pods.ts';
import { podsOfOperators } from './operator-pods.ts';

/** Dangling references: selectors without pods, ports that no pod has, autoscalers without a target. */
export function danglingPointers(objects: readonly KubernetesObject[]): string[] {
  return [...selectorProblems(objects), ...portProblems(objects), ...targetProblems(objects)];
}

function selectorProblems(objects: readonly KubernetesObject[]): string[] {
  const pods = [...podsOf(objects), ...podsOfOperators(objects)];
  const selecting = [
    ...ofKind(objects, 'Service').map((one) => [nameOf(one), { matchLabels: one.spec.selector ?? {} }] as const),
    ...ofKind(objects, 'PodDisruptionBudget').map((one) => [nameOf(one), one.spec.selector] as const),
    ...ofKind(objects, 'PodMonitor').map((one) => [nameOf(one), one.spec.selector] as const),
    ...ofKind(objects, 'NetworkPolicy').map((one) => [nameOf(one), one.spec.podSelector] as const),
    ...podsOf(objects).flatMap(({ of, spec }) =>
      (spec.topologySpreadConstraints ?? []).map((one) => [of, one.labelSelector] as const),
    ),
  ];
  return selecting
    .filter(([, selector]) => !pods.some(({ labels }) => selects(selector, labels)))
    .map(([name]) => `${name} selects no pod`);
}

function portProblems(objects: readonly KubernetesObject[]): string[] {
  const pods = podsOf(objects);
  const ofServices = ofKind(objects, 'Service').flatMap((service) =>
    (service.spec.ports ?? []).map(({ port, targetPort = port }) => ({
      name: nameOf(service),
      selector: { matchLabels: service.spec.selector ?? {} },
      port: targetPort,
    })),
  );
  const ofMonitors = ofKind(objects, 'PodMonitor').flatMap((monitor) =>
    (monitor.spec.podMetricsEndpoints ?? []).map(({ port = '' }) => ({
      name: nameOf(monitor),
      selector: monitor.spec.selector as { matchLabels?: Record<string, string> },
      port,
    })),
  );
  return [...ofServices, ...ofMonitors].flatMap(({ name, selector, port }) =>
    pods
      .filter(({ labels, spec }) => selects(selector, labels) && portOf(spec, port) === undefined)
      .map(({ of }) => `${name} targets the port ${port}, which ${of} does not have`),
  );
}

function targetProblems(objects: readonly KubernetesObject[]): string[] {
  const targets = [
    ...ofKind(objects, 'HorizontalPodAutoscaler').map((one) => [nameOf(one), one.spec.scaleTargetRef.name] as const),
    ...ofKind(objects, 'ScaledObject').map((one) => [nameOf(one), one.spec.scaleTargetRef?.name] as const),
  ];
  const deployments = new Set(ofKind(objects, 'Deployment').map(({ metadata }) => metadata.name));
  return targets.filter(([, target]) => !deployments.has(target ?? '')).map(([name]) => `${name} scales nothing`);
}
