import { startNatsCluster, type NatsNode } from '@safe-community/local-stack';
import { testFolder } from './test-folder.ts';
import { testPki } from './test-pki.ts';

export interface TestNatsCluster {
  /** Addresses of the nodes: "localhost:4222". */
  readonly servers: readonly string[];
  /** How a client shows who it is. */
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** kill -9 of the node with that address. */
  kill(server: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Three nats-servers as one cluster of this test file's own (about two seconds), with TLS to clients and among
 * themselves. A stream has another leader 4 to 9 seconds after its own was killed.
 */
export async function startTestNatsCluster(): Promise<TestNatsCluster> {
  const { caFile, identities } = testPki();
  const tls = { caFile, ...identities.nats };
  const nodes = await startNatsCluster({ folder: testFolder('nats-cluster'), size: 3, tls });
  return {
    servers: nodes.map(addressOf),
    tls: { caFile, ...identities.client },
    kill: async (server) => {
      await nodes.find((node) => addressOf(node) === server)?.kill();
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

function addressOf({ port }: NatsNode): string {
  return `localhost:${port}`;
}
