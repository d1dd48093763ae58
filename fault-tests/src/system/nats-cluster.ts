import { connectBroker, streamName, type BrokerOptions, type Domain } from '@safe-community/events';
import { startNatsCluster, type NatsNode, type Pki } from '@safe-community/local-stack';
import { until } from '../until.ts';

/** Number of nodes, and of replicas of each stream. */
export const NODES = 3;
/** Followers take up to 9 s to detect the loss of their leader. */
const LEADER_WITHIN_MS = 60_000;
const ASK_MS = 1_000;

type Connection = Awaited<ReturnType<typeof connectBroker>>;

/** Stream status reported by a server. */
interface StreamInfo {
  readonly config?: { readonly num_replicas: number };
  readonly cluster?: { readonly leader?: string; readonly replicas?: readonly { readonly current: boolean }[] };
}

/** A NATS cluster of three nodes. Each can be killed and returns with its data on the same port. */
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

  /** In the format of NATS_SERVERS. */
  get addresses(): string {
    return this.#nodes.map(addressOf).join(',');
  }

  /** Waits until the stream is fully replicated to each node. */
  async untilReplicated(domain: Domain): Promise<void> {
    const isReplicated = async (): Promise<boolean> => {
      const { cluster, config } = await this.#info(domain);
      const current = cluster?.replicas?.filter((replica) => replica.current) ?? [];
      return config?.num_replicas === NODES && current.length === NODES - 1;
    };
    await until(`each of ${NODES} nodes has the stream`, isReplicated, LEADER_WITHIN_MS);
  }

  /** Kills (kill -9) the leader of the stream and restarts it at once. Returns its name. */
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

  /** Empty while no node answers. */
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
