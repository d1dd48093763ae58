import { connectBroker, streamName, type BrokerOptions, type Domain } from '@safe-community/events';
import { startNatsCluster, type NatsNode, type Pki } from '@safe-community/local-stack';
import { until } from '../until.ts';

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
  readonly #nodes: readonly NatsNode[];
  readonly #connection: Connection;

  private constructor(nodes: readonly NatsNode[], connection: Connection) {
    this.#nodes = nodes;
    this.#connection = connection;
  }

  static async start(folder: string, pki: Pki): Promise<NatsCluster> {
    const { caFile, identities } = pki;
    const nodes = await startNatsCluster({ folder, size: NODES, tls: { caFile, ...identities.nats } });
    const broker: BrokerOptions = {
      servers: nodes.map(addressOf),
      name: 'fault-tests',
      tls: { caFile, ...identities.client },
    };
    return new NatsCluster(nodes, await connectBroker(broker));
  }

  /** As NATS_SERVERS takes them. */
  get addresses(): string {
    return this.#nodes.map(addressOf).join(',');
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
    let leader: NatsNode | undefined;
    const isLed = async (): Promise<boolean> => {
      const { cluster } = await this.#info(domain);
      leader = this.#nodes.find(({ name }) => name === cluster?.leader);
      return leader !== undefined;
    };
    await until('the stream has a leader', isLed, LEADER_WITHIN_MS);
    await leader?.kill();
    await leader?.restart();
    return leader?.name ?? '';
  }

  async stop(): Promise<void> {
    await this.#connection.close();
    await Promise.all(this.#nodes.map((node) => node.stop()));
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

function addressOf({ port }: NatsNode): string {
  return `localhost:${port}`;
}
