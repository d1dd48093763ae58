import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { enumNames, INSTALLATIONS, type Installation } from '@safe-community/domain-kit';

const { numberOf } = enumNames(InstallationKind, INSTALLATIONS);

/** A response as a declaration builds it: the kit adds of which kind of installation it is. */
export type Replied<Response> = Response extends { readonly installation: unknown }
  ? Omit<Response, 'installation'>
  : Response;

interface Answering<Response> {
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/**
 * Completes the responses of a method whose contract says of which kind of installation its figures are. They stay the
 * same objects, so that a shared one is encoded once.
 */
export function namedInstallation<Response>(
  { responseDeserialize }: Answering<Response>,
  installation: Installation,
): (replied: Replied<Response>) => Response {
  const empty: unknown = responseDeserialize(Buffer.alloc(0));
  const isNamed = typeof empty === 'object' && empty !== null && 'installation' in empty;
  const named = isNamed ? { installation: numberOf(installation) } : {};
  return (replied) => Object.assign(replied as object, named) as Response;
}
