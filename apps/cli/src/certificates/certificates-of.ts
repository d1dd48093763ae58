import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { TLS_POLICY, TlsIdentity, certificatesIn, type TlsFiles } from '@safe-community/security/tls';
import type { Endpoints } from '../connection/find-services.ts';
import { say } from '../terminal/language.ts';

export interface SeenCertificate {
  /** "incident-intake at localhost:50052", "this client", "authority" */
  readonly of: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly endsAt?: Date;
  /** Negative after expiry. */
  readonly daysLeft?: number;
  /** Why no certificate was read. */
  readonly trouble?: string;
}

/** The certificates that the services present, our own, and those of the authorities. */
export async function certificatesOf({ addresses, tls }: Endpoints): Promise<SeenCertificate[]> {
  const shown = [
    ['officer-registry', addresses.officerRegistry],
    ['incident-intake', addresses.incidentIntake],
    ['camera-rollout', addresses.cameraRollout],
    ['statistics', addresses.statistics],
  ] as const;
  const own = say({ uk: 'цей клієнт', en: 'this client' });
  const { cert, ca } = new TlsIdentity(tls).current();
  return [
    ...(await Promise.all(
      shown.map(([name, address]) =>
        shownAt(say({ uk: `${name}, ${address}`, en: `${name} at ${address}` }), address, tls),
      ),
    )),
    ...certificatesIn(tls.certFile, cert).map((certificate) => seen(own, certificate)),
    ...certificatesIn(tls.caFile, ca).map((certificate) => seen(say({ uk: 'центр', en: 'authority' }), certificate)),
  ];
}

const TIMEOUT_MS = 5_000;
const NO_RESPONSE = { uk: 'не відповідає', en: 'does not respond' };

/** Reads the certificate without verifying it, so that expired ones are shown too. Sends no data to the peer. */
function shownAt(of: string, address: string, files: TlsFiles): Promise<SeenCertificate> {
  const { hostname, port } = new URL(`https://${address}`);
  const host = hostname.replaceAll(/[[\]]/g, '');
  const socket = connect({
    ...new TlsIdentity(files).current(),
    ...TLS_POLICY,
    host,
    port: Number(port),
    // SNI takes a name, not an IP address.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['h2'],
    rejectUnauthorized: false,
    timeout: TIMEOUT_MS,
  });
  return new Promise<SeenCertificate>((resolve) => {
    const nothing = (trouble: string): void => resolve({ of, trouble });
    socket.once('secureConnect', () => resolve(seen(of, new X509Certificate(socket.getPeerCertificate().raw))));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      nothing(`${say(NO_RESPONSE)} (${error.code ?? error.message})`),
    );
    socket.once('timeout', () => nothing(say(NO_RESPONSE)));
  }).finally(() => socket.destroy());
}

function seen(of: string, { subject, issuer, validToDate }: X509Certificate): SeenCertificate {
  const daysLeft = Math.floor((validToDate.getTime() - Date.now()) / DAY_MS);
  return { of, subject: commonName(subject), issuer: commonName(issuer), endsAt: validToDate, daysLeft };
}

const DAY_MS = 24 * 3_600_000;

function commonName(name: string): string {
  return /^CN=(.*)$/m.exec(name)?.[1] ?? name;
}
