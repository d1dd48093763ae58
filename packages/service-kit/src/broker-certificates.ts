import { brokerCertificateEnd, type BrokerOptions } from '@safe-community/events';
import type { CertificateWatch } from './certificate-watch.ts';

const LOOK_EVERY_MS = 3_600_000;

/**
 * Watches the certificates of the NATS servers as well: once they expire, no event reaches any consumer, although every
 * service is healthy. A broker without TLS has none.
 *
 * @returns a function that stops it.
 */
export function watchBrokerCertificates(
  { servers, tls }: Pick<BrokerOptions, 'servers' | 'tls'>,
  certificates: Pick<CertificateWatch, 'seen'>,
): () => void {
  if (tls === undefined) return () => undefined;
  let isOver = false;
  const look = (): void => {
    for (const server of servers) {
      // The client that connects to a server reports if it is down.
      void brokerCertificateEnd(server, tls).then(
        (endsAt) => isOver || certificates.seen('broker', server, endsAt),
        () => undefined,
      );
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
