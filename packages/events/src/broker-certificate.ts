import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { TLS_POLICY, TlsIdentity, type TlsFiles } from '@safe-community/security/tls';

const PATIENCE_MS = 5_000;

/**
 * When the certificate ends that a server of the broker shows. The client of NATS tells nobody, so this connects by
 * itself. One that has ended is told as well; it is not verified here, since nothing is said to whoever shows it.
 *
 * @param server host:port
 * @throws when it does not answer, or does not speak TLS.
 */
export async function brokerCertificateEnd(server: string, tls: TlsFiles): Promise<Date> {
  const { hostname, port } = new URL(`nats://${server}`);
  const host = hostname.replaceAll(/[[\]]/g, '');
  const plain = connectTcp({ host, port: Number(port), timeout: PATIENCE_MS });
  try {
    await greeting(plain);
    const secure = connectTls({
      ...new TlsIdentity(tls).current(),
      ...TLS_POLICY,
      socket: plain,
      // A name only: of an address it may not be one.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    await once(secure, 'secureConnect', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return new X509Certificate(secure.getPeerCertificate().raw).validToDate;
  } finally {
    plain.destroy();
  }
}

/** A server says `INFO {…}` in the clear, and TLS begins after it. */
async function greeting(socket: Socket): Promise<void> {
  socket.once('timeout', () => socket.destroy(new Error('the broker says nothing')));
  await once(socket, 'data');
}
