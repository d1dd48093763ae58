import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { TLS_POLICY, TlsIdentity, type TlsFiles } from '@safe-community/security/tls';

const TIMEOUT_MS = 5_000;

/**
 * When the certificate of a NATS server expires. The NATS client does not show it, so this opens a connection of its
 * own. The certificate is not verified, so that an expired one can be read; nothing is sent over the connection.
 *
 * @param server host:port
 * @throws when it does not answer, or does not speak TLS.
 */
export async function brokerCertificateEnd(server: string, tls: TlsFiles): Promise<Date> {
  const { hostname, port } = new URL(`nats://${server}`);
  const host = hostname.replaceAll(/[[\]]/g, '');
  const plain = connectTcp({ host, port: Number(port), timeout: TIMEOUT_MS });
  try {
    await greeting(plain);
    const secure = connectTls({
      ...new TlsIdentity(tls).current(),
      ...TLS_POLICY,
      socket: plain,
      // SNI takes a name, not an IP address.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    await once(secure, 'secureConnect', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return new X509Certificate(secure.getPeerCertificate().raw).validToDate;
  } finally {
    plain.destroy();
  }
}

/** A server sends `INFO {…}` in the clear, and TLS begins after it. */
async function greeting(socket: Socket): Promise<void> {
  socket.once('timeout', () => socket.destroy(new Error('the broker does not answer')));
  await once(socket, 'data');
}
