import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { type KubernetesObject, ofKind } from '../rendered/objects.ts';
import { mapsNamedBy, podsOf } from '../rendered/pods.ts';
import { startAuthority, type TlsContent } from './authority.ts';
import { startBroker } from './broker.ts';
import { startDatabaseAt } from './database-at.ts';
import { forLaptop } from './for-laptop.ts';
import { buildImages } from './images.ts';
import { playJob, playReplica, playSecrets } from './play-objects.ts';
import { clear, logOf, makeNetwork, stateOf, type Container } from './podman.ts';
import { whenReady } from './probes.ts';
import { makeSecrets, type Secrets } from './secrets.ts';

/** A rendered overlay running on this machine. */
export interface RunningSystem {
  /** By app. */
  readonly images: Readonly<Record<string, string>>;
  /** Certificate of the caller that reports incidents. */
  readonly reporter: TlsContent;
  /** By the name of their Deployment. */
  readonly services: ReadonlyMap<string, Container>;
  /** Starts one more replica of a service and waits until it is ready. */
  addReplica(service: string, name: string): Promise<Container>;
  /** Runs a CronJob once, to completion. */
  runNow(cronJob: string): Promise<{ exitCode: number; log: string }>;
  stop(): Promise<void>;
}

/** Builds the images, starts the dependencies, migrates, starts the services, and waits until all are ready. */
export async function startSystem(rendered: readonly KubernetesObject[]): Promise<RunningSystem> {
  const images = buildImages();
  const objects = rendered.map(withReporter);
  const authority = await startAuthority(objects, new Date());
  const secrets = makeSecrets(objects, authority);
  const folder = mkdtempSync(join(tmpdir(), 'safe-community-infra-'));
  const ends = [() => clearAll(objects, secrets), async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends) await end();
  };
  try {
    await clearAll(objects, secrets);
    const hostAddress = await makeNetwork();
    const surroundings = { objects, adapt: (spec: IPodSpec) => forLaptop(spec, { images, hostAddress }) };
    await playSecrets(secrets);
    await startBroker(objects, surroundings);
    ends.splice(1, 0, await startDatabaseAt(hostAddress, objects, secrets, folder));
    await Promise.all(ofKind(objects, 'Job').map((job) => playJob(job, surroundings)));

    const addReplica = async (service: string, name: string): Promise<Container> => {
      const replica = await playReplica(named(objects, 'Deployment', service), name, surroundings);
      await whenReady(replica);
      return replica;
    };
    const ours = ofKind(objects, 'Deployment').filter(({ metadata }) => images[metadata.name] !== undefined);
    const services = ours.map(async ({ metadata: { name } }) => [name, await addReplica(name, name)] as const);
    return {
      images,
      reporter: await authority.issue(REPORTER),
      services: new Map(await Promise.all(services)),
      addReplica,
      async runNow(cronJob) {
        const { metadata, spec } = named(objects, 'CronJob', cronJob);
        const { spec: job = { template: {} } } = spec.jobTemplate;
        const container = await playJob({ metadata, spec: job }, surroundings);
        const { exitCode } = await stateOf(container);
        return { exitCode, log: await logOf(container) };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Also removes what an interrupted run left. Podman keeps mounted secrets as volumes of the same names. */
function clearAll(objects: readonly KubernetesObject[], secrets: Secrets): Promise<void> {
  const maps = podsOf(objects).flatMap(({ spec }) => mapsNamedBy(spec));
  return clear([...secrets.keys()], [...secrets.keys(), ...maps]);
}

function named<Kind extends 'Deployment' | 'CronJob'>(objects: readonly KubernetesObject[], kind: Kind, name: string) {
  const found = ofKind(objects, kind).find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`The objects contain no ${kind} ${name}`);
  return found;
}

/** The system that reports incidents here. Production has none until its operator adds the real ones. */
const REPORTER = 'reporter';

const CALLER = {
  name: REPORTER,
  edrpou: '00000000',
  subsystem: REPORTER,
  roles: ['system-reporter', 'statistician'],
  territory: ['UA'],
};

/** Returns the objects with one more caller in the ConfigMap of callers. */
function withReporter(object: KubernetesObject): KubernetesObject {
  const text = object.kind === 'ConfigMap' ? object.data?.['callers.json'] : undefined;
  if (text === undefined) return object;
  const { callers } = JSON.parse(text) as { callers: object[] };
  return { ...object, data: { ...object.data, 'callers.json': JSON.stringify({ callers: [...callers, CALLER] }) } };
}
