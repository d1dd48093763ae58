import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { deniedCalls } from '../judge/audited.ts';
import { letNothingFallDue, requireNothingWritten, writtenAtRest } from '../judge/written-everywhere.ts';
import { sampleReport } from '../load/sample-report.ts';
import type { Row } from '../row.ts';
import { besides } from '../strangers/besides.ts';
import { codesOf, requireAll, type Told } from '../strangers/codes-of.ts';
import { strangers, type Strangers } from '../strangers/credentials.ts';
import { everyMethod, type Method } from '../strangers/every-method.ts';
import { requireNothingLearnt } from '../strangers/nothing-learnt.ts';
import { tokensOf, type Tokens } from '../strangers/wrong-tokens.ts';
import { callerWithout } from '../system/environment.ts';
import { SERVICES } from '../system/service-names.ts';
import type { Trial } from '../trial.ts';

export const wrongCredentials: Row = {
  number: 19,
  name: 'wrong-credentials',
  fault:
    'every method of the contracts, reflection and made-up ones, called with no certificate, an expired, a foreign and an unknown one, with tokens of nobody, and without its scope by system or person',
  holds:
    'each is refused by each service, and nothing is written but that it was refused, of each; whoever is unknown learns nothing beyond health',
  async run(trial) {
    const { callers, system } = trial;
    await Promise.all(Array.from({ length: 20 }, () => callers.send()));
    await system.startCameras();
    await letNothingFallDue(system);
    const before = await writtenAtRest(system);
    const denied = await deniedCalls(system);
    const { refused, pastHandshake } = await callAsStrangers(
      trial,
      await strangers(system.pki),
      await tokensOf(system.folder),
    );
    await requireNothingWritten(system, before);
    // Equal denials are written once a minute, and those that were not yet when a service stops.
    await system.cameras.stop();
    await system.restartServices();
    const audited = (await deniedCalls(system)) - denied;
    if (audited !== pastHandshake) throw new Error(`the audit has ${audited} of ${pastHandshake} refused calls`);
    trial.note(`${refused} calls refused, and no table of any service holds anything else than before`);
    trial.note(`the ${pastHandshake} of them that came past the handshake stand in the audit, each`);
    await Promise.all(Array.from({ length: 20 }, () => callers.send()));
    trial.requireAllAnswered();
  },
};

/** Calls all there is at every service in every way. Counts the calls, and those of them that a service got to see. */
async function callAsStrangers(
  trial: Trial,
  { shutOut, unknown, known }: Strangers,
  tokens: Tokens,
): Promise<{ readonly refused: number; readonly pastHandshake: number }> {
  const { system, random } = trial;
  const methods = everyMethod();
  const report = Buffer.from(ReportIncidentRequest.encode(sampleReport(random)).finish());
  // Where something is open to all, a report that is in order would be taken; elsewhere no bytes are a request as well.
  const bodyOf = ({ path }: Method): Buffer => (path.endsWith('/ReportIncident') ? report : Buffer.alloc(0));
  const unserved = new Set(methods.map(({ path }) => path));
  const scopes = new Set(methods.map(({ scope }) => scope));
  let [shut, seen] = [0, 0];
  for (const service of system.services) {
    for (const [how, credentials] of Object.entries(shutOut)) {
      const told = await codesOf([...methods, ...besides()], service.address, credentials, bodyOf);
      requireAll(told, isShutOut, `${service.name} with ${how}`);
      shut += told.length;
    }
    seen += await requireNothingLearnt(service, unknown, methods, bodyOf);
    const client = await known('client');
    for (const [how, token] of Object.entries(tokens.wrong)) {
      const served = servedOf(await codesOf(methods, service.address, client, bodyOf, token));
      requireAll(served, ({ code }) => code === 'UNAUTHENTICATED', `${service.name} with ${how}`);
      seen += served.length;
    }
    for (const [scope, asked] of Map.groupBy(methods, (method) => method.scope)) {
      const lacking = await codesOf(asked, service.address, await known(callerWithout(scope)), bodyOf);
      const brought = await codesOf(asked, service.address, client, bodyOf, await tokens.without(scope));
      const served = servedOf([...lacking, ...brought]);
      requireAll(served, ({ code }) => code === 'PERMISSION_DENIED', `${service.name} without ${scope}`);
      seen += served.length;
      for (const { method } of served) unserved.delete(method.path);
    }
  }
  if (unserved.size > 0) throw new Error(`no service has ${[...unserved].join(', ')}: nobody knows whether it refuses`);
  trial.note(`${methods.length} methods with ${scopes.size} scopes, at ${SERVICES.length} services`);
  return { refused: shut + seen, pastHandshake: seen };
}

/** Without the methods that the service does not have. */
function servedOf(told: readonly Told[]): Told[] {
  return told.filter(({ code }) => code !== 'UNIMPLEMENTED');
}

/** Not with nobody there: a handshake that the service broke off. */
function isShutOut({ code, details }: Told): boolean {
  return code === 'UNAVAILABLE' && !details.includes('ECONNREFUSED');
}
