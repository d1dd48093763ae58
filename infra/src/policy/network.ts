import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { ofKind, selects, type KubernetesObject, type Of } from '../rendered/objects.ts';
import { podsOf, portOf, type Pod } from '../rendered/pods.ts';
import { podsOfOperators } from './operator-pods.ts';

/** An allowed connection between two kinds of pods: `Deployment statistics → Deployment incident-intake :50052`. */
type Edge = string;

type Direction = 'ingress' | 'egress';

/** Whether everything is denied by default and each connection is allowed at both ends. */
export function networkProblems(objects: readonly KubernetesObject[]): string[] {
  const policies = ofKind(objects, 'NetworkPolicy');
  const [out, into] = [edges(objects, 'egress'), edges(objects, 'ingress')];
  return [
    ...(policies.some(isShut) ? [] : ['no policy denies traffic by default']),
    ...[...out].filter((edge) => !into.has(edge)).map((edge) => `${edge} is allowed by egress but not by ingress`),
    ...[...into].filter((edge) => !out.has(edge)).map((edge) => `${edge} is allowed by ingress but not by egress`),
  ];
}

/** Connections that a pod needs by its settings and that no policy allows. */
export function shutWays(
  objects: readonly KubernetesObject[],
  needed: readonly { from: string; to: string; port: number }[],
): string[] {
  const open = edges(objects, 'egress');
  return needed.map(({ from, to, port }) => `${from} → ${to} :${port}`).filter((edge) => !open.has(edge));
}

function isShut({ spec }: Of<'NetworkPolicy'>): boolean {
  const isForAll = Object.keys(spec.podSelector ?? {}).length === 0;
  const opens = [...(spec.ingress ?? []), ...(spec.egress ?? [])];
  return (
    isForAll && opens.length === 0 && (['Ingress', 'Egress'] as const).every((type) => spec.policyTypes?.includes(type))
  );
}

/** Connections within this namespace. External traffic has only one end here. */
function edges(objects: readonly KubernetesObject[], direction: Direction): Set<Edge> {
  const pods = [...podsOf(objects), ...podsOfOperators(objects)];
  const found = new Set<Edge>();
  for (const { spec } of ofKind(objects, 'NetworkPolicy')) {
    const own = pods.filter(({ labels }) => selects(spec.podSelector, labels));
    for (const rule of rulesOf(spec, direction)) {
      const others = pods.filter(({ labels }) => rule.peers.some((peer) => isMeant(peer, labels)));
      for (const one of own) for (const other of others) addEdges(found, direction, one, other, rule.ports);
    }
  }
  return found;
}

function rulesOf(spec: Of<'NetworkPolicy'>['spec'], direction: Direction) {
  return direction === 'ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
}

function isMeant({ podSelector, namespaceSelector, ipBlock }: INetworkPolicyPeer, labels: Pod['labels']): boolean {
  return (
    podSelector !== undefined &&
    namespaceSelector === undefined &&
    ipBlock === undefined &&
    selects(podSelector, labels)
  );
}

function addEdges(
  found: Set<Edge>,
  direction: Direction,
  own: Pod,
  other: Pod,
  ports: readonly INetworkPolicyPort[],
): void {
  const [from, to] = direction === 'ingress' ? [other, own] : [own, other];
  for (const { port = 0 } of ports) found.add(`${from.of} → ${to.of} :${portOf(to.spec, port) ?? port}`);
}
