// oxlint-disable no-underscore-dangle -- grpc-js calls the methods so that credentials are made of
import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';
import { TLS_POLICY, TlsIdentity, type IdentityBytes, type TlsFiles } from '@safe-community/security/tls';

/**
 * A client without a certificate of our authority does not get past the handshake. Files that change are used for new
 * connections within seconds; those that are there go on until they are too old (`server.ts`).
 *
 * @throws {TlsError} when the files cannot be used now.
 */
export function serverCredentials(files: TlsFiles): ServerCredentials {
  return new ReloadedServerCredentials(new TlsIdentity(files));
}

/** Files that change are used from the next connection on. @throws {TlsError} when they cannot be used now. */
export function clientCredentials(files: TlsFiles): ChannelCredentials {
  return new ReloadedChannelCredentials(new TlsIdentity(files));
}

/** How soon a server notices that its files have changed. */
const LOOK_EVERY_MS = 2_000;

/**
 * Not grpc-js's own FileWatcherCertificateProvider (1.14): where it finds a file half written or missing the server
 * drops every new connection, and it never compares the key with the certificate.
 */
class ReloadedServerCredentials extends ServerCredentials {
  readonly #identity: TlsIdentity;
  #used: IdentityBytes;
  #timer: NodeJS.Timeout | undefined;

  constructor(identity: TlsIdentity) {
    const used = identity.current();
    super({ requestCert: true, rejectUnauthorized: true }, toContext(used));
    this.#identity = identity;
    this.#used = used;
  }

  override _addWatcher(watcher: Parameters<ServerCredentials['_addWatcher']>[0]): void {
    super._addWatcher(watcher);
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
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

  #look(): void {
    const found = this.#identity.current();
    if (found === this.#used) return;
    this.#used = found;
    this.updateSecureContextOptions(toContext(found));
  }
}

/** All of it each time: Node forgets what it is not told again. */
function toContext({ ca, cert, key }: IdentityBytes) {
  return { ca, cert, key, ...TLS_POLICY };
}

/** For each connection those of grpc-js, made of what is in the files then. */
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
    return {
      connect: (socket) => connector().connect(socket),
      waitForReady: () => first.waitForReady(),
      getCallCredentials: () => first.getCallCredentials(),
      destroy: () => first.destroy(),
    };
  }
}
