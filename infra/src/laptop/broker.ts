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
 * The broker: as many nodes as its set has, each ready as the set asks it, and all of them one cluster.
 *
 * Who votes late for the very first leader is left out for ever (nats-server 2.10), and streams of three copies cannot
 * be made then: all begin anew, as the runbook of a lost broker says.
 */
export async function startBroker(objects: readonly KubernetesObject[], surroundings: Surroundings): Promise<void> {
  for (const set of ofKind(objects, 'StatefulSet')) {
    let nodes = await startNodes(set, surroundings);
    for (let left = STARTS; !(await becomeWhole(nodes)); left -= 1) {
      if (left === 1) throw new Error(`The nodes of the broker have not become a cluster in ${STARTS} starts`);
      // One by one: podman 5.4 breaks when pods that mount the same are removed at once.
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

/** Over TLS, and as the kubelet does it, whoever answers; nothing when nobody does. */
function ask(host: string, path: string): Promise<IncomingMessage | undefined> {
  return new Promise((resolve) => {
    const options = { host, port: MONITOR, path, rejectUnauthorized: false, timeout: 1_000, agent: false } as const;
    const request = get(options, resolve);
    request.on('timeout', () => request.destroy()).on('error', () => resolve(undefined));
  });
}
