import { startNatsCluster, type NatsNode } from '@safe-community/local-stack';
import { testFolder } from './test-folder.ts';
import { testPki } from './test-pki.ts';

export interface TestNatsCluster {
  /** Addresses of the nodes: "localhost:4222". */
  readonly servers: readonly string[];
  /** TLS files of a client. */
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** Kills the node with that address (SIGKILL). */
  kill(server: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A cluster of three nats-servers for this test file (about two seconds to start), with TLS to clients and between
 * nodes. A stream gets a new leader 4 to 9 seconds after its leader is killed.
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
