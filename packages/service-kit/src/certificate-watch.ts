import { certificateSecondsLeft, certificateTrouble, Seldom, type Logger } from '@safe-community/telemetry';
import { expiries, TlsIdentity, type Expiry, type TlsFiles } from '@safe-community/security/tls';
import type { ExpiryBound } from './certificate-config.ts';

/** Reports certificates that are about to expire, once a day: an expired one stops everything at once. */
export interface CertificateWatch {
  /** Records the certificate of a caller with that name, or of the NATS server at that address. */
  seen(kind: Peer, name: string, endsAt: Date): void;
  stop(): void;
}

/** Whose certificates a service sees, besides its own. */
type Peer = 'caller' | 'broker';

const LOOK_EVERY_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Watches the certificates of a service, of its callers and of the broker.
 * @param now milliseconds since 1970, for tests.
 */
export function watchCertificates(
  files: TlsFiles,
  bound: ExpiryBound,
  logger: Logger,
  now: () => number = Date.now,
): CertificateWatch {
  const identity = new TlsIdentity(files);
  const daily = new Seldom(DAY_MS);
  const broken = new Seldom();
  const shown = new Map<string, Date>();
  const own = (kind: Expiry['kind']) => () => leastLeft(expiries(files, identity.current()), kind, now());
  const tell = (expiry: Told): void => tellExpiry(expiry, bound, { logger, daily, now });
  const look = (): void => {
    for (const { kind, file, subject, endsAt } of expiries(files, identity.current())) {
      tell({ kind, name: subject, certificate: file, endsAt });
    }
    const { trouble } = identity;
    if (trouble === undefined) return broken.forget();
    broken.tell(trouble, (repeated) =>
      logger.error('the changed certificate is invalid; the previous one stays in use', { error: trouble, repeated }),
    );
  };
  const stops = [
    certificateSecondsLeft.observe(own('own'), { 'safe_community.certificate.kind': 'own' }),
    certificateSecondsLeft.observe(own('authority'), { 'safe_community.certificate.kind': 'authority' }),
    certificateTrouble.observe(() => (identity.trouble === undefined ? 0 : 1), {}),
  ];
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    seen(kind, name, endsAt) {
      const key = `${kind} ${name}`;
      if (!shown.has(key)) stops.push(observe(kind, name, () => shown.get(key), now));
      shown.set(key, endsAt);
      tell({ kind, name, endsAt });
    },
    stop() {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

interface Told {
  readonly kind: Expiry['kind'] | Peer;
  /** The common name of its subject; for a broker its address. */
  readonly name: string;
  /** Its file, if it is one of ours. */
  readonly certificate?: string;
  readonly endsAt: Date;
}

interface Telling {
  readonly logger: Logger;
  readonly daily: Seldom;
  readonly now: () => number;
}

function tellExpiry(
  { kind, name, certificate, endsAt }: Told,
  bound: ExpiryBound,
  { logger, daily, now }: Telling,
): void {
  const daysLeft = Math.floor((endsAt.getTime() - now()) / DAY_MS);
  if (daysLeft >= bound.warnDays) return;
  const isAlarm = daysLeft < bound.alarmDays;
  const fields = {
    certificate,
    caller: kind === 'caller' ? name : undefined,
    server: kind === 'broker' ? name : undefined,
    daysLeft,
    state: kind,
  };
  daily.tell(
    `${kind} ${name} ${certificate ?? ''} ${isAlarm}`,
    () =>
      isAlarm
        ? logger.error('a certificate expires within days', fields)
        : logger.warn('a certificate expires soon', fields),
    now(),
  );
}

function observe(kind: Peer, name: string, end: () => Date | undefined, now: () => number): () => void {
  const left = (): number => ((end()?.getTime() ?? 0) - now()) / 1_000;
  return certificateSecondsLeft.observe(left, {
    'safe_community.certificate.kind': kind,
    [kind === 'caller' ? 'safe_community.caller' : 'server.address']: name,
  });
}

/** Seconds until the first certificate of this kind expires. Negative if one has expired. */
function leastLeft(found: readonly Expiry[], kind: Expiry['kind'], now: number): number {
  const ends = found.filter((expiry) => expiry.kind === kind).map(({ endsAt }) => endsAt.getTime());
  return (Math.min(...ends) - now) / 1_000;
}
