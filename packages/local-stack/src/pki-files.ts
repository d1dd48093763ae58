import { join } from 'node:path';
import { SERVICES } from './service-names.ts';

/** The holders of certificates: the services, the gateway, the broker, and a demo client. The name is the subject's CN. */
export const PKI_NAMES = [...SERVICES, 'gateway', 'nats', 'client'] as const;

export type PkiName = (typeof PKI_NAMES)[number];

export interface Identity {
  readonly certFile: string;
  readonly keyFile: string;
}

/** The files of a PKI. All are PEM; keys are PKCS#8 and readable only by their owner. */
export interface Pki {
  readonly caFile: string;
  readonly caKeyFile: string;
  readonly identities: Readonly<Record<PkiName, Identity>>;
}

export function pkiFiles(dir: string): Pki {
  const identities = PKI_NAMES.map((name): [PkiName, Identity] => [
    name,
    { certFile: join(dir, `${name}.pem`), keyFile: join(dir, `${name}-key.pem`) },
  ]);
  return {
    caFile: join(dir, 'ca.pem'),
    caKeyFile: join(dir, 'ca-key.pem'),
    identities: Object.fromEntries(identities) as Record<PkiName, Identity>,
  };
}
