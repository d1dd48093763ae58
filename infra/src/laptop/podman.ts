import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { stringify } from 'yaml';
import { runToolAside } from '../rendered/tools.ts';

/** The network of these pods; Service names resolve in it as in a cluster. */
const NETWORK = 'safe-community-test';

/** The container of a single-container pod. */
export interface Container {
  readonly pod: string;
  readonly name: string;
}

export interface ContainerState {
  /** Process id of its main process on this machine. */
  readonly pid: number;
  readonly restarts: number;
  readonly exitCode: number;
  readonly isRunning: boolean;
}

/** Recreates the network and returns the address under which pods reach this machine. */
export async function makeNetwork(): Promise<string> {
  await podman('network', 'create', NETWORK);
  const { subnets } = await inspect<{ subnets: { gateway: string }[] }>('network', NETWORK);
  return subnets[0]?.gateway ?? '';
}

/** @param names DNS names for other pods, as a Service provides them */
export async function play(objects: readonly object[], names: readonly string[] = []): Promise<void> {
  const network = [NETWORK, names.map((name) => `alias=${name}`).join(',')].filter((one) => one !== '').join(':');
  const text = objects.map((object) => stringify(object)).join('---\n');
  await runToolAside('podman', ['kube', 'play', '--quiet', '--network', network, '-'], text);
}

export function containerOf(pod: string, { containers }: IPodSpec): Container {
  return { pod, name: `${pod}-${containers[0]?.name}` };
}

export async function stateOf({ name }: Container): Promise<ContainerState> {
  interface Inspected {
    State: { Pid: number; ExitCode: number; Running: boolean };
    RestartCount: number;
  }
  const { State, RestartCount } = await inspect<Inspected>('container', name);
  return {
    pid: State.Pid,
    restarts: RestartCount,
    exitCode: State.ExitCode,
    isRunning: State.Running,
  };
}

/** Address of its pod in the network; changes with each restart. */
export async function addressOf({ pod }: Container): Promise<string> {
  const { InfraContainerID } = await inspect<{ InfraContainerID: string }>('pod', pod);
  interface Inspected {
    NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
  }
  const { NetworkSettings } = await inspect<Inspected>('container', InfraContainerID);
  return NetworkSettings.Networks[NETWORK]?.IPAddress ?? '';
}

/** Runs a script with the Node of a container, because it has no shell, and returns its output. */
export function runIn({ name }: Container, script: string): Promise<string> {
  return podman('exec', name, '/app/bin/node', '--input-type=module', '--eval', script);
}

/** The last output of its main process. */
export async function logOf({ name }: Container): Promise<string> {
  const { stdout, stderr } = await runToolAside('podman', ['logs', '--tail', '30', name]);
  return `${stdout}${stderr}`;
}

/** The last output of all running containers, for diagnosis. */
export async function logsOfAll(): Promise<string> {
  const names = (await podman('ps', '--format', '{{.Names}}')).split('\n').filter((name) => !/^$|-infra$/.test(name));
  const logs = await Promise.all(names.map(async (name) => `== ${name}\n${await logOf({ pod: '', name })}`));
  return logs.join('\n');
}

/** Sends SIGTERM as the kubelet does, and SIGKILL after the grace period. */
export async function stop({ name }: Container, withinSeconds: number): Promise<void> {
  await podman('stop', '--time', String(withinSeconds), name);
}

export async function start({ name }: Container): Promise<void> {
  await podman('start', name);
}

/** Removes its pod and everything it wrote. */
export async function remove({ pod }: Container): Promise<void> {
  await podman('pod', 'rm', '--force', '--time', '0', pod);
}

/** Starts a container in the network of the pods, as root so that it can read its mounts. */
export async function runBeside(
  name: string,
  image: string,
  mounts: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  const volumes = Object.entries(mounts).flatMap(([from, to]) => ['--volume', `${from}:${to}:ro`]);
  const how = ['--detach', '--replace', '--name', name, '--network', NETWORK, '--user', '0:0'];
  await podman('run', ...how, ...volumes, image, ...args);
}

/** Stops it and returns its output. */
export async function stopBeside(name: string): Promise<string> {
  await podman('stop', '--time', '30', name);
  const printed = await podman('logs', name);
  await podman('rm', name);
  return printed;
}

/** Uncompressed size of an image in bytes. */
export async function sizeOf(image: string): Promise<number> {
  const { Size } = await inspect<{ Size: number }>('image', image);
  return Size;
}

/** Removes remaining pods, secrets, volumes, and the network, including those of an interrupted run. */
export async function clear(secrets: readonly string[], volumes: readonly string[]): Promise<void> {
  await podman('rm', '--force', '--ignore', '--time', '0', 'safe-community-reporter');
  const pods = await podman('pod', 'ls', '--quiet', '--filter', `network=${NETWORK}`);
  for (const pod of pods.split('\n').filter((one) => one !== '')) {
    await podman('pod', 'rm', '--force', '--time', '0', pod);
  }
  await podman('secret', 'rm', '--ignore', ...secrets);
  await podman('volume', 'rm', '--force', ...volumes);
  await podman('network', 'rm', '--force', NETWORK);
}

async function inspect<T>(kind: 'container' | 'image' | 'network' | 'pod', name: string): Promise<T> {
  const found = JSON.parse(await podman(kind, 'inspect', name)) as T | T[];
  const [first] = Array.isArray(found) ? found : [found];
  if (first === undefined) throw new Error(`podman has no ${kind} ${name}`);
  return first;
}

async function podman(...args: string[]): Promise<string> {
  const { stdout } = await runToolAside('podman', args);
  return stdout;
}
