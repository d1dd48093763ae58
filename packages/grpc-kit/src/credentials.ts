// oxlint-disable no-underscore-dangle -- grpc-js names the methods of credentials like this
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext } from 'node:tls';
import { ChannelCredentials, experimental, ServerCredentials } from '@grpc/grpc-js';
import { TLS_POLICY, TlsIdentity, type IdentityBytes, type TlsFiles } from '@safe-community/security/tls';

/**
 * Server credentials that require a client certificate of our authority. Changed files apply to new connections within
 * seconds; existing connections continue until they reach their maximum age (`server.ts`).
 *
 * @throws {TlsError} if the files are invalid now.
 */
export function serverCredentials(files: TlsFiles): ServerCredentials {
  return new ReloadedServerCredentials(new TlsIdentity(files));
}

/** Client credentials. Changed files apply to the next connection. @throws {TlsError} if they are invalid now. */
export function clientCredentials(files: TlsFiles): ChannelCredentials {
  return new ReloadedChannelCredentials(new TlsIdentity(files));
}

/**
 * Node drops a header whose value begins or ends with a blank, so that a call with the token of a person would be served in
 * the name of the system. With this they arrive, and are refused (`identity-headers.ts`).
 */
const KEPT_BLANKS = { strictFieldWhitespaceValidation: false };

/** How often a server checks whether its files have changed. */
const CHECK_EVERY_MS = 2_000;

/**
 * Replaces the FileWatcherCertificateProvider of grpc-js 1.14. With that one, a file that is half written or missing makes
 * the server drop every new connection, and nothing compares the key with the certificate.
 */
class ReloadedServerCredentials extends ServerCredentials {
  readonly #identity: TlsIdentity;
  #used: IdentityBytes;
  #timer: NodeJS.Timeout | undefined;

  constructor(identity: TlsIdentity) {
    const used = identity.current();
    super({ requestCert: true, rejectUnauthorized: true, ...KEPT_BLANKS }, toContext(used));
    this.#identity = identity;
    this.#used = used;
  }

  override _addWatcher(watcher: Parameters<ServerCredentials['_addWatcher']>[0]): void {
    super._addWatcher(watcher);
    this.#timer ??= setInterval(() => this.#check(), CHECK_EVERY_MS).unref();
  }

  override _removeWatcher(watcher: Parameters<ServerCredentials['_removeWatcher']>[0]): void {
    super._removeWatcher(watcher);
    if (this.getWatcherCount() > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }

  #check(): void {
    const found = this.#identity.current();
    if (found === this.#used) return;
    this.#used = found;
    this.updateSecureContextOptions(toContext(found));
  }
}

/** Complete each time, because Node replaces the whole context. */
function toContext({ ca, cert, key }: IdentityBytes) {
  return { ca, cert, key, ...TLS_POLICY };
}

/** Creates the credentials of grpc-js for each connection, from the current files. */
class ReloadedChannelCredentials extends ChannelCredentials {
  readonly #identity: TlsIdentity;

  constructor(identity: TlsIdentity) {
    super();
    this.#identity = identity;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(
    ...connecting: Parameters<ChannelCredentials['_createSecureConnector']>
  ): ReturnType<ChannelCredentials['_createSecureConnector']> {
    const connector = () =>
      ChannelCredentials.createFromSecureContext(this.#identity.context())._createSecureConnector(...connecting);
    const first = connector();
    const [{ path }, options] = connecting;
    const host = experimental.splitHostPort(path)?.host ?? path;
    const isAddress = isIP(host) !== 0 && options['grpc.ssl_target_name_override'] === undefined;
    return {
      connect: (socket) =>
        isAddress ? connectTo(host, socket, this.#identity.context()) : connector().connect(socket),
      waitForReady: () => first.waitForReady(),
      getCallCredentials: () => first.getCallCredentials(),
      destroy: () => first.destroy(),
    };
  }
}

/** Like grpc-js, which names the host in SNI as well; that takes a name, not an address. The certificate must hold for it. */
function connectTo(address: string, socket: Socket, secureContext: SecureContext) {
  return new Promise<{ socket: Socket; secure: boolean }>((resolve, reject) => {
    const secured = connect({ socket, secureContext, host: address, ALPNProtocols: ['h2'] });
    secured.once('secureConnect', () => resolve({ socket: secured, secure: true }));
    // Stays: an error may come before the HTTP/2 session listens for it.
    secured.on('error', reject);
  });
}
