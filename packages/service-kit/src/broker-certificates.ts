import { brokerCertificateEnd, type BrokerOptions } from '@safe-community/events';
import type { CertificateWatch } from './certificate-watch.ts';

const LOOK_EVERY_MS = 3_600_000;

/**
 * Has the certificates of the broker's servers watched as well: when they end, no fact reaches anybody, though every
 * service is well. Each service looks, for each of them depends on it. A broker without TLS has none.
 *
 * @returns stops it.
 */
export function watchBrokerCertificates(
  { servers, tls }: Pick<BrokerOptions, 'servers' | 'tls'>,
  certificates: Pick<CertificateWatch, 'seen'>,
): () => void {
  if (tls === undefined) return () => undefined;
  let isOver = false;
  const look = (): void => {
    for (const server of servers) {
      // One that is away is told by whoever connects to it.
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
