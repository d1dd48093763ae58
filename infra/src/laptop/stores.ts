import { get } from 'node:https';
import { join } from 'node:path';
import { ofKind, type KubernetesObject } from '../rendered/objects.ts';
import { forward } from './forward.ts';
import { playNode, type Surroundings } from './play-objects.ts';
import { addressOf, logOf, type Container } from './podman.ts';
import { startDatabase } from './postgres.ts';
import type { Secrets } from './secrets.ts';
import { until } from './until.ts';

const MONITOR = 8222;
const DATABASE = 5432;

/** The broker: as many nodes as its set has, each ready as the set asks it. */
export async function startBroker(objects: readonly KubernetesObject[], surroundings: Surroundings): Promise<void> {
  for (const set of ofKind(objects, 'StatefulSet')) {
    const ordinals = Array.from({ length: set.spec.replicas ?? 1 }, (_, ordinal) => ordinal);
    const nodes = await Promise.all(ordinals.map((ordinal) => playNode(set, ordinal, surroundings)));
    const path = set.spec.template.spec?.containers[0]?.readinessProbe?.httpGet?.path ?? '/';
    await Promise.all(nodes.map((node) => whenHealthy(node, path)));
  }
}

async function whenHealthy(node: Container, path: string): Promise<void> {
  const host = await addressOf(node);
  await until(`${node.name} is healthy`, () => answersOk(host, path), { within: 60_000, why: () => logOf(node) });
}

/** Over TLS, and as the kubelet does it, whoever answers. */
function answersOk(host: string, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host, port: MONITOR, path, rejectUnauthorized: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

/** The database, where pods reach it. Returns what ends it. */
export async function startDatabaseAt(
  address: string,
  objects: readonly KubernetesObject[],
  secrets: Secrets,
  folder: string,
): Promise<() => Promise<void>> {
  const server = await startDatabase(objects, secrets, join(folder, 'postgres'));
  const way = await forward(address, DATABASE, server.port);
  return async () => {
    way.close();
    await server.stop();
  };
}
