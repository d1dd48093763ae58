import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { framed, openRaw, rawAnswer } from '@safe-community/testkit/raw-call';
import type { System } from '../system/system.ts';
import { FILLINGS, OFFICIAL } from './canaries.ts';

/** A character that HTTP/2 lets through, and gRPC does not. */
const ODD = 'é';
/** Codes as they go over the wire. */
const [OK, INVALID_ARGUMENT] = ['0', '3'];
const EMPTY = framed(Buffer.alloc(0));

/** Headers that no gRPC library sends: who acts, what for and by which token, and one that nobody reads. Returns how many. */
export async function sendOddHeaders(system: System): Promise<number> {
  const [, , latin] = FILLINGS;
  const refused = {
    authorization: `Bearer ${latin}.${ODD}.x`,
    'acting-user': `${OFFICIAL.actingUser}${ODD}`,
    purpose: `${latin}\t${latin}`,
  };
  const { caFile, identities } = system.pki;
  for (const service of system.services) {
    const session = openRaw(service.port, { caFile, ...identities.client });
    const codeOf = async (headers: Record<string, string>) =>
      (await rawAnswer(session, LedgerServiceService.getHead.path, headers, EMPTY))['grpc-status'];
    for (const [name, value] of Object.entries(refused)) {
      const code = await codeOf({ [name]: value });
      if (code !== INVALID_ARGUMENT)
        throw new Error(`${service.name} took an illegible header ${name}: ${String(code)}`);
    }
    const code = await codeOf({ 'x-of-a-proxy': `${latin}${ODD}`, [`x^${latin}`]: latin });
    if (code !== OK) throw new Error(`${service.name} refused a header that nobody reads: ${String(code)}`);
    session.close();
  }
  return system.services.length * (Object.keys(refused).length + 1);
}
