import { join } from 'node:path';

/** The place of a server in its cluster. */
interface NatsClusterMember {
  /** Unique in the cluster. */
  readonly serverName: string;
  /** The port for the other servers. */
  readonly routePort: number;
  /** Equal for all servers, including their own. */
  readonly routePorts: readonly number[];
}

interface NatsTls {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface NatsConfig {
  readonly storeDir: string;
  /** -1: any free port. */
  readonly port: number;
  /** With it, clients need a certificate of the same authority. */
  readonly tls?: NatsTls;
  /** Default: a single server. */
  readonly cluster?: NatsClusterMember;
  /**
   * When the store is synced to the disk: `always`, before each acknowledgement, or the interval ("10s"). Default: the
   * server's own, every two minutes.
   */
  readonly sync?: string;
  /** Opens the monitoring endpoint on another free port, for anyone on this machine; with `tls`, over TLS. */
  readonly monitor?: boolean;
  /** The maximum size of a message with its headers, bytes; default: the server's own (1 MiB). */
  readonly maxPayload?: number;
}

/** The configuration file of nats-server: JetStream on files, loopback only. */
export function natsConfig({ storeDir, port, tls, cluster, sync, monitor, maxPayload }: NatsConfig): string {
  return [
    `server_name: ${quoted(cluster?.serverName ?? 'safe-community')}`,
    `listen: ${quoted(`127.0.0.1:${port}`)}`,
    `ports_file_dir: ${quoted(storeDir)}`,
    ...(monitor ? [`${tls ? 'https' : 'http'}: ${quoted('127.0.0.1:-1')}`] : []),
    ...(maxPayload ? [`max_payload: ${maxPayload}`] : []),
    'jetstream {',
    `  store_dir: ${quoted(join(storeDir, 'jetstream'))}`,
    '  max_memory_store: 256MB',
    '  max_file_store: 16GB',
    ...(sync ? [`  sync_interval: ${sync}`] : []),
    '}',
    ...(tls ? tlsBlock(tls) : []),
    ...(cluster ? clusterBlock(cluster, tls) : []),
    '',
  ].join('\n');
}

function clusterBlock({ routePort, routePorts }: NatsClusterMember, tls: NatsTls | undefined): string[] {
  const routes = routePorts.map((port) => quoted(`nats-route://127.0.0.1:${port}`));
  return [
    'cluster {',
    '  name: safe-community',
    `  listen: ${quoted(`127.0.0.1:${routePort}`)}`,
    `  routes: [${routes.join(', ')}]`,
    ...(tls ? tlsBlock(tls) : []),
    '}',
  ];
}

function tlsBlock({ caFile, certFile, keyFile }: NatsTls): string[] {
  return [
    'tls {',
    `  ca_file: ${quoted(caFile)}`,
    `  cert_file: ${quoted(certFile)}`,
    `  key_file: ${quoted(keyFile)}`,
    '  verify: true',
    `  min_version: "1.2"`,
    `  cipher_suites: [${CIPHERS.map(quoted).join(', ')}]`,
    '}',
  ];
}

/**
 * For TLS 1.2, as nats-server names them; those of TLS 1.3 cannot be configured. The same as in
 * `packages/security/src/tls`.
 */
const CIPHERS = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
];

/** A string of the configuration language, which accepts JSON's escapes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
