import { readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { LocalStackError } from './local-stack-error.ts';
import { isWhole, type Jsz } from './nats-whole.ts';
import { freePort } from './ports.ts';
import { startNats, type NatsOptions, type NatsServer } from './start-nats.ts';
import { waitUntil } from './wait-until.ts';

export interface NatsClusterSpec {
  /** Contains a folder and a log for each node. */
  readonly folder: string;
  /** The number of nodes; three survive the loss of one. */
  readonly size: number;
  /** For clients, and between nodes. */
  readonly tls: NonNullable<NatsOptions['tls']>;
}

export interface NatsNode {
  /** The name that NATS reports for the leader: "nats-1". */
  readonly name: string;
  readonly port: number;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** After stop() or kill(): with the same port and streams. */
  restart(): Promise<void>;
}

const STARTS = 5;
const WHOLE_WITHIN_MS = 8_000;

/**
 * Starts several nats-servers as one cluster and waits until all of them belong to it, about two seconds.
 * @throws LocalStackError; then nothing is left running.
 */
export async function startNatsCluster(spec: NatsClusterSpec): Promise<readonly NatsNode[]> {
  const members = await membersOf(spec);
  for (let left = STARTS; left > 0; left -= 1) {
    const servers = await startAll(members);
    const knowEachOther = async (): Promise<boolean> => isWhole(await askAll(servers, spec.tls.caFile));
    const areWhole = await waitUntil(knowEachOther, { withinMs: WHOLE_WITHIN_MS, everyMs: 100 });
    if (areWhole) return servers.map((server, index) => nodeOf(server, members[index]));
    // A node that votes late for the first leader stays excluded (nats-server 2.10): start all of them again.
    await Promise.all(servers.map((server) => server.stop()));
    for (const { storeDir } of members) rmSync(storeDir, { recursive: true });
  }
  throw new LocalStackError(`The NATS nodes did not form a cluster in ${STARTS} starts; see ${spec.folder}.`);
}

type Member = NatsOptions & Required<Pick<NatsOptions, 'port' | 'cluster'>>;

/** Ports are fixed, because the nodes know each other's and keep theirs after a restart. */
async function membersOf({ folder, size, tls }: NatsClusterSpec): Promise<Member[]> {
  const ports = new Set<number>();
  while (ports.size < 2 * size) ports.add(await freePort());
  const [...clientPorts] = ports;
  const routePorts = clientPorts.splice(size);
  return clientPorts.map((port, index) => {
    const serverName = `nats-${index + 1}`;
    return {
      storeDir: join(folder, serverName),
      logFile: join(folder, `${serverName}.log`),
      port,
      tls,
      monitor: true,
      cluster: { serverName, routePort: routePorts[index] ?? 0, routePorts },
    };
  });
}

async function startAll(members: readonly Member[]): Promise<NatsServer[]> {
  const starts = await Promise.allSettled(members.map((member) => startNats(member)));
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed === undefined) return servers;
  await Promise.all(servers.map((server) => server.stop()));
  throw failed.reason;
}

function askAll(servers: readonly NatsServer[], caFile: string): Promise<Jsz[]> {
  return Promise.all(servers.map(({ monitorUrl = '' }) => readJsz(monitorUrl, caFile)));
}

async function readJsz(monitorUrl: string, caFile: string): Promise<Jsz> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${monitorUrl}/jsz`, { ca: readFileSync(caFile), agent: false }, resolve).once('error', reject);
  });
  return (await json(response)) as Jsz;
}

function nodeOf(first: NatsServer, member: Member | undefined): NatsNode {
  if (member === undefined) throw new Error('the server is not a member of the cluster');
  let server = first;
  return {
    name: member.cluster.serverName,
    port: member.port,
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart: async () => {
      server = await startNats(member);
    },
  };
}
