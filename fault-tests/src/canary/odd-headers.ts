import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import type { Pki } from '@safe-community/local-stack';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { System } from '../system/system.ts';
import { FILLINGS, OFFICIAL } from './canaries.ts';

/** A character that HTTP/2 lets through, and gRPC does not. */
const ODD = 'é';
/** Codes as they go over the wire. */
const [OK, INVALID_ARGUMENT] = ['0', '3'];
const EMPTY_MESSAGE = Buffer.alloc(5);

/** Headers that no gRPC library sends: who acts, what for and by which token, and one that nobody reads. Returns how many. */
export async function sendOddHeaders(system: System): Promise<number> {
  const [, , latin] = FILLINGS;
  const refused = {
    authorization: `Bearer ${latin}.${ODD}.x`,
    'acting-user': `${OFFICIAL.actingUser}${ODD}`,
    purpose: `${latin}\t${latin}`,
  };
  for (const service of system.services) {
    const session = connection(system.pki, service.port);
    for (const [name, value] of Object.entries(refused)) {
      const code = await codeOf(session, { [name]: value });
      if (code !== INVALID_ARGUMENT) throw new Error(`${service.name} took an illegible header ${name}: ${code}`);
    }
    const code = await codeOf(session, { 'x-of-a-proxy': `${latin}${ODD}`, [`x^${latin}`]: latin });
    if (code !== OK) throw new Error(`${service.name} refused a header that nobody reads: ${code}`);
    session.close();
  }
  return system.services.length * (Object.keys(refused).length + 1);
}

function connection({ caFile, identities }: Pki, port: number): ClientHttp2Session {
  const { keyFile, certFile } = identities.client;
  return connect(`https://localhost:${port}`, {
    ca: readFileSync(caFile),
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
  });
}

/** The code of a call that every service answers. */
async function codeOf(session: ClientHttp2Session, headers: Record<string, string>): Promise<string> {
  const stream = session.request({
    ':method': 'POST',
    ':path': LedgerServiceService.getHead.path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  let code = 'none';
  const hear = ({ 'grpc-status': heard }: IncomingHttpHeaders): void => {
    if (typeof heard === 'string') code = heard;
  };
  stream.on('response', hear).on('trailers', hear).resume().end(EMPTY_MESSAGE);
  await once(stream, 'close');
  return code;
}
