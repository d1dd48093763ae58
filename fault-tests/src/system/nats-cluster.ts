import { connectBroker, streamName, type BrokerOptions, type Domain } from '@safe-community/events';
import { natsCluster, startNats, type NatsOptions, type NatsServer, type Pki } from '@safe-community/local-stack';
import { until } from '../patiently.ts';

/** Servers of the cluster, and copies of each event. */
export const NODES = 3;
/** Followers take up to 9 s to miss their leader. */
const LEADER_WITHIN_MS = 60_000;
const ASK_MS = 1_000;

type Connection = Awaited<ReturnType<typeof connectBroker>>;

/** What a server says of a stream. */
interface StreamInfo {
  readonly config?: { readonly num_replicas: number };
  readonly cluster?: { readonly leader?: string; readonly replicas?: readonly { readonly current: boolean }[] };
}

/** A NATS of three nodes, each of which can be killed and comes back with its data on the same port. */
export class NatsCluster {
  readonly #options: readonly NatsOptions[];
  readonly #servers: NatsServer[];
  readonly #connection: Connection;

  private constructor(options: readonly NatsOptions[], servers: NatsServer[], connection: Connection) {
    this.#options = options;
    this.#servers = servers;
    this.#connection = connection;
  }

  static async start(folder: string, pki: Pki): Promise<NatsCluster> {
    const { caFile, identities } = pki;
    const options = await natsCluster({ folder, size: NODES, tls: { caFile, ...identities.nats } });
    const servers = await Promise.all(options.map((one) => startNats(one)));
    const broker: BrokerOptions = {
      servers: servers.map(addressOf),
      name: 'fault-tests',
      tls: { caFile, ...identities.client },
    };
    return new NatsCluster(options, servers, await connectBroker(broker));
  }

  /** As NATS_SERVERS takes them. */
  get addresses(): string {
    return this.#servers.map(addressOf).join(',');
  }

  /** Waits until each node has all of the stream. */
  async untilReplicated(domain: Domain): Promise<void> {
    const isReplicated = async (): Promise<boolean> => {
      const { cluster, config } = await this.#info(domain);
      const current = cluster?.replicas?.filter((replica) => replica.current) ?? [];
      return config?.num_replicas === NODES && current.length === NODES - 1;
    };
    await until(`each of ${NODES} nodes has the stream`, isReplicated, LEADER_WITHIN_MS);
  }

  /** kill -9 of the node that leads the stream, and starts it again at once. Returns its name. */
  async killLeader(domain: Domain): Promise<string> {
    let index = -1;
    const isLed = async (): Promise<boolean> => {
      const { cluster } = await this.#info(domain);
      index = this.#options.findIndex((options) => options.cluster?.serverName === cluster?.leader);
      return index >= 0;
    };
    await until('the stream has a leader', isLed, LEADER_WITHIN_MS);
    const options = this.#options[index];
    if (options === undefined) throw new Error('the leader is no node of the cluster');
    await this.#servers[index]?.kill();
    this.#servers[index] = await startNats(options);
    return options.cluster?.serverName ?? '';
  }

  async stop(): Promise<void> {
    await this.#connection.close();
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  /** Empty while nobody answers. */
  async #info(domain: Domain): Promise<StreamInfo> {
    try {
      const answer = await this.#connection.request(`$JS.API.STREAM.INFO.${streamName(domain)}`, '', {
        timeout: ASK_MS,
      });
      return answer.json<StreamInfo>();
    } catch {
      return {};
    }
  }
}

function addressOf({ port }: NatsServer): string {
  return `localhost:${port}`;
}
