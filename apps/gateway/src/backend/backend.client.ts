import { Client, status, type MethodDefinition } from '@grpc/grpc-js';
import {
  callMethod,
  clientCredentials,
  detailsOf,
  isServiceError,
  openClient,
  type TlsFiles,
} from '@safe-community/grpc-kit';
import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { enumNames, INSTALLATIONS, type Installation } from '@safe-community/domain-kit';
import { BackendError, type BackendProblem } from './backend-error.ts';

interface Addresses {
  /** host:port of each service. */
  readonly officerRegistry: string;
  readonly incidentIntake: string;
  readonly cameraRollout: string;
  readonly statistics: string;
}

/** A unary call of a generated method. Rejects with a `BackendError`. */
export type Call = <Request, Response>(
  method: MethodDefinition<Request, Response>,
  request: Request,
) => Promise<Response>;

/** The services behind the pages, called as the gateway: its role reads nothing personal. */
export interface Backend {
  /** What the services belong to. */
  readonly installation: Installation;
  readonly officers: Call;
  readonly incidents: Call;
  readonly cameras: Call;
  readonly statistics: Call;
  close(): void;
}

/** A page that waits longer is of no use, and a slow service must not fill the gateway with waiting requests. */
const DEADLINE_MS = 2_000;

/** Connects with the first call of each service. */
export function connectBackend(addresses: Addresses, tls: TlsFiles, installation: Installation): Backend {
  const credentials = clientCredentials(tls);
  const clients: Client[] = [];
  const callsTo = (address: string): Call => {
    const client = openClient(Client, address, credentials);
    clients.push(client);
    return callOf(client, installation);
  };
  return {
    installation,
    officers: callsTo(addresses.officerRegistry),
    incidents: callsTo(addresses.incidentIntake),
    cameras: callsTo(addresses.cameraRollout),
    statistics: callsTo(addresses.statistics),
    close() {
      for (const client of clients) client.close();
    },
  };
}

function callOf(client: Client, installation: Installation): Call {
  return async (method, request) => {
    try {
      const answer = await callMethod(client, method, request, DEADLINE_MS);
      requireInstallation(answer, installation);
      return answer;
    } catch (error) {
      throw toBackendError(error);
    }
  };
}

const { nameOf } = enumNames(InstallationKind, INSTALLATIONS);

/** Figures of the other kind are never shown: the pages would say that invented ones are real, or the reverse. */
export function requireInstallation(answer: unknown, expected: Installation): void {
  if (typeof answer !== 'object' || answer === null || !('installation' in answer)) return;
  const found = nameOf(Number(answer.installation));
  if (found !== expected) throw new OtherInstallation(`the gateway is ${expected}, and a service is ${found ?? '?'}`);
}

class OtherInstallation extends Error {
  override readonly name = 'OtherInstallation';
  readonly messageIsLoggable = true;
}

function toBackendError(error: unknown): BackendError {
  if (!isServiceError(error)) return new BackendError('unavailable', { cause: error });
  const { reason, violations } = detailsOf(error);
  return new BackendError(PROBLEMS[error.code] ?? 'unavailable', {
    cause: error,
    reason,
    violations: violations.map(({ field, description: rule }) => ({ field, rule })),
  });
}

/** Codes that say something about the request; every other one is the service's own trouble. */
const PROBLEMS: Readonly<Partial<Record<status, BackendProblem>>> = {
  [status.NOT_FOUND]: 'missing',
  [status.INVALID_ARGUMENT]: 'invalid',
  [status.FAILED_PRECONDITION]: 'refused',
  [status.ALREADY_EXISTS]: 'refused',
  [status.ABORTED]: 'refused',
};
