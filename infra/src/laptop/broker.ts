import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { isWhole, type Jsz } from '@safe-community/local-stack';
import { ofKind, type KubernetesObject, type Of } from '../rendered/objects.ts';
import { playNode, type Surroundings } from './play-objects.ts';
import { addressOf, logOf, remove, type Container } from './podman.ts';
import { until } from './until.ts';

const MONITOR = 8222;

const STARTS = 5;
const WHOLE_WITHIN_MS = 10_000;

/**
 * Starts the broker: as many nodes as its StatefulSet has, each ready by its probe, all in one cluster.
 *
 * In nats-server 2.10, a node that votes too late for the very first leader stays out for ever, and streams with three
 * replicas cannot be created. All nodes are then recreated, as in the runbook of broker loss.
 */
export async function startBroker(objects: readonly KubernetesObject[], surroundings: Surroundings): Promise<void> {
  for (const set of ofKind(objects, 'StatefulSet')) {
    let nodes = await startNodes(set, surroundings);
    for (let left = STARTS; !(await becomeWhole(nodes)); left -= 1) {
      if (left === 1) throw new Error(`The broker nodes did not form a cluster in ${STARTS} starts`);
      // Sequentially: podman 5.4 fails when pods that share mounts are removed concurrently.
      for (const node of nodes) await remove(node);
      nodes = await startNodes(set, surroundings);
    }
  }
}

async function startNodes(set: Of<'StatefulSet'>, surroundings: Surroundings): Promise<Container[]> {
  const ordinals = Array.from({ length: set.spec.replicas ?? 1 }, (_, ordinal) => ordinal);
  const nodes = await Promise.all(ordinals.map((ordinal) => playNode(set, ordinal, surroundings)));
  const path = set.spec.template.spec?.containers[0]?.readinessProbe?.httpGet?.path ?? '/';
  await Promise.all(nodes.map((node) => whenHealthy(node, path)));
  return nodes;
}

async function whenHealthy(node: Container, path: string): Promise<void> {
  const host = await addressOf(node);
  await until(`${node.name} is healthy`, () => answersOk(host, path), { within: 60_000, why: () => logOf(node) });
}

async function answersOk(host: string, path: string): Promise<boolean> {
  return (await ask(host, path))?.resume().statusCode === 200;
}

async function becomeWhole(nodes: readonly Container[]): Promise<boolean> {
  const hosts = await Promise.all(nodes.map((node) => addressOf(node)));
  const deadline = performance.now() + WHOLE_WITHIN_MS;
  while (performance.now() < deadline) {
    if (isWhole(await Promise.all(hosts.map((host) => readJsz(host))))) return true;
    await sleep(100);
  }
  return false;
}

async function readJsz(host: string): Promise<Jsz | undefined> {
  const response = await ask(host, '/jsz');
  return response === undefined ? undefined : ((await json(response)) as Jsz);
}

/** Checks health over TLS like the kubelet, without verifying the server; undefined if nothing answers. */
function ask(host: string, path: string): Promise<IncomingMessage | undefined> {
  return new Promise((resolve) => {
    const options = { host, port: MONITOR, path, rejectUnauthorized: false, timeout: 1_000, agent: false } as const;
    const request = get(options, resolve);
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined));
  });
}
