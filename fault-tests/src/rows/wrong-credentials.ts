import { SERVICES } from '@safe-community/local-stack';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { deniedCalls } from '../verifier/audited.ts';
import { letNothingFallDue, requireNothingWritten, writtenAtRest } from '../verifier/written-everywhere.ts';
import { sampleReport } from '../load/sample-report.ts';
import type { Row } from '../row.ts';
import { undeclaredMethods } from '../unregistered-clients/undeclared-methods.ts';
import { callEach, requireAll, type CallResult } from '../unregistered-clients/call-each.ts';
import { rejectedCredentials, type RejectedCredentials } from '../unregistered-clients/credentials.ts';
import { everyMethod, type Method } from '../unregistered-clients/every-method.ts';
import { requireNoDisclosure } from '../unregistered-clients/no-disclosure.ts';
import { tokensOf, type Tokens } from '../unregistered-clients/wrong-tokens.ts';
import { callerWithout } from '../system/environment.ts';
import type { Run } from '../run.ts';

export const wrongCredentials: Row = {
  number: 19,
  name: 'wrong-credentials',
  fault:
    'every method of the contracts, reflection, and invented methods, called without a certificate, with an expired, a foreign, and an unregistered one, with invalid tokens, and without the scope (as system and as person)',
  holds:
    'each service rejects each call and writes nothing except the audit entry; an unregistered client learns nothing beyond health',
  async run(run) {
    const { callers, system } = run;
    await Promise.all(Array.from({ length: 20 }, () => callers.send()));
    await system.startCameras();
    await letNothingFallDue(system);
    const before = await writtenAtRest(system);
    const denied = await deniedCalls(system);
    const { refused, pastHandshake } = await callAsUnregistered(
      run,
      await rejectedCredentials(system.pki),
      await tokensOf(system.folder),
    );
    await requireNothingWritten(system, before);
    // Repeated denials are written once a minute, and the rest when the service stops.
    await system.cameras.stop();
    await system.restartServices();
    const audited = (await deniedCalls(system)) - denied;
    if (audited !== pastHandshake) throw new Error(`the audit has ${audited} of ${pastHandshake} denied calls`);
    run.note(`${refused} calls rejected, and no table of any service changed`);
    run.note(`the ${pastHandshake} of them that passed the handshake are all in the audit`);
    await Promise.all(Array.from({ length: 20 }, () => callers.send()));
    run.requireAllAnswered();
  },
};

/**
 * Calls every method of every service with every wrong credential. Counts the calls, and those that passed the
 * handshake.
 */
async function callAsUnregistered(
  run: Run,
  { shutOut, unknown, known }: RejectedCredentials,
  tokens: Tokens,
): Promise<{ readonly refused: number; readonly pastHandshake: number }> {
  const { system, random } = run;
  const methods = everyMethod();
  const report = Buffer.from(ReportIncidentRequest.encode(sampleReport(random)).finish());
  // Public methods get undecodable bytes, because a valid request would be accepted; elsewhere an empty request will
  // do.
  const bodyOf = ({ path }: Method): Buffer => (path.endsWith('/ReportIncident') ? report : Buffer.alloc(0));
  const unserved = new Set(methods.map(({ path }) => path));
  const scopes = new Set(methods.map(({ scope }) => scope));
  let [shut, seen] = [0, 0];
  for (const service of system.services) {
    for (const [how, credentials] of Object.entries(shutOut)) {
      const result = await callEach([...methods, ...undeclaredMethods()], service.address, credentials, bodyOf);
      requireAll(result, isShutOut, `${service.name} with ${how}`);
      shut += result.length;
    }
    seen += await requireNoDisclosure(service, unknown, methods, bodyOf);
    const client = await known('client');
    for (const [how, token] of Object.entries(tokens.wrong)) {
      const served = servedOf(await callEach(methods, service.address, client, bodyOf, token));
      requireAll(served, ({ code }) => code === 'UNAUTHENTICATED', `${service.name} with ${how}`);
      seen += served.length;
    }
    for (const [scope, asked] of Map.groupBy(methods, (method) => method.scope)) {
      const lacking = await callEach(asked, service.address, await known(callerWithout(scope)), bodyOf);
      const brought = await callEach(asked, service.address, client, bodyOf, await tokens.without(scope));
      const served = servedOf([...lacking, ...brought]);
      requireAll(served, ({ code }) => code === 'PERMISSION_DENIED', `${service.name} without ${scope}`);
      seen += served.length;
      for (const { method } of served) unserved.delete(method.path);
    }
  }
  if (unserved.size > 0) throw new Error(`no service has ${[...unserved].join(', ')}, so its denial was not tested`);
  run.note(`${methods.length} methods with ${scopes.size} scopes, at ${SERVICES.length} services`);
  return { refused: shut + seen, pastHandshake: seen };
}

/** Leaves out methods that the service does not have. */
function servedOf(result: readonly CallResult[]): CallResult[] {
  return result.filter(({ code }) => code !== 'UNIMPLEMENTED');
}

/** A handshake that the service aborted, as opposed to a missing server. */
function isShutOut({ code, details }: CallResult): boolean {
  return code === 'UNAVAILABLE' && !details.includes('ECONNREFUSED');
}
