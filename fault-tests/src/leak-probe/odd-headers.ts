import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { framed, openRaw, rawAnswer } from '@safe-community/testkit/raw-call';
import type { System } from '../system/system.ts';
import { FILLINGS, OFFICIAL } from './canaries.ts';

/** A character that HTTP/2 allows and gRPC does not. */
const ODD = 'é';
/** Status codes on the wire. */
const [OK, INVALID_ARGUMENT, UNAUTHENTICATED] = ['0', '3', '16'];
const EMPTY = framed(Buffer.alloc(0));

/** Sends headers that no gRPC library sends: acting user, purpose, token, and an unknown one. Returns how many. */
export async function sendOddHeaders(system: System): Promise<number> {
  const [, , latin] = FILLINGS;
  const refused = [
    ['authorization', `Bearer ${latin}.${ODD}.x`, UNAUTHENTICATED],
    ['authorization', `Bearer ${latin}.x.x `, UNAUTHENTICATED],
    ['acting-user', `${OFFICIAL.actingUser}${ODD}`, UNAUTHENTICATED],
    ['acting-user', ` ${OFFICIAL.actingUser}`, UNAUTHENTICATED],
    ['purpose', `${latin}\t${latin}`, INVALID_ARGUMENT],
  ] as const;
  const { caFile, identities } = system.pki;
  for (const service of system.services) {
    const session = openRaw(service.port, { caFile, ...identities.client });
    const codeOf = async (headers: Record<string, string>) =>
      (await rawAnswer(session, LedgerServiceService.getHead.path, headers, EMPTY))['grpc-status'];
    for (const [name, value, expected] of refused) {
      const code = await codeOf({ [name]: value });
      if (code !== expected) throw new Error(`${service.name} accepted an invalid header ${name}: ${String(code)}`);
    }
    const code = await codeOf({ 'x-of-a-proxy': `${latin}${ODD}`, [`x^${latin}`]: latin });
    if (code !== OK) throw new Error(`${service.name} rejected an unknown header: ${String(code)}`);
    session.close();
  }
  return system.services.length * (refused.length + 1);
}
