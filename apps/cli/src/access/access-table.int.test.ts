import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClientConstructor, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { BUILT_IN_POLICY, COUNTRY, readPolicyFile } from '@safe-community/security/policy';
import { issueToken, type SigningKey } from '@safe-community/security/dev-issuer';
import { allMethods, type DeclaredMethod } from '@safe-community/grpc-kit';
import { demoClientCredentials, testPki } from '@safe-community/testkit';
import { statusOfRawHeaders, type RawHeaders } from '@safe-community/testkit/raw-headers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessDocument } from './access-document.ts';
import { accessTable, type AccessCell } from './access-table.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const POLICY = readPolicyFile(BUILT_IN_POLICY);
const ROWS = accessTable(POLICY, allMethods());
const AT_ONCE = 32;
const DOCUMENT = join(import.meta.dirname, '../../../../docs/access.md');

it('the document matches the policy and the contracts', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(accessDocument(POLICY, allMethods()));
});

it('every scope that a method requires is granted to a role', () => {
  const granted = new Set(Object.values(POLICY.roles).flatMap(({ grants }) => grants.flatMap(({ scopes }) => scopes)));
  const isLacking = (scope: string | undefined) => scope !== undefined && !granted.has(scope);
  expect(allMethods().filter(({ scope, furtherScope }) => isLacking(scope) || isLacking(furtherScope))).toEqual([]);
});

describe('every cell of the table, against the running services', () => {
  let system: RunningSystem;
  let key: SigningKey;
  let clients: readonly Caller[];
  /** Which services serve each method, as the calls for the first role find. */
  const servers = new Map<string, Set<Caller>>();
  beforeAll(async () => {
    system = await runSystem();
    key = system.signingKey;
    clients = system.ports.map(openCaller);
  }, 120_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    await system.stop();
  });

  it.each(Object.keys(POLICY.roles))('of the role %s', async (role) => {
    const token = await issueToken(key, { person: 'p', system: 'client', roles: [role], territory: [COUNTRY] });
    const wrong: string[] = [];
    const unserved = new Set(ROWS.map(({ method }) => method.path));
    const asked = ROWS.flatMap(({ method, cells }) =>
      cells.filter((cell) => cell.role === role).flatMap((cell) => tries(cell).map((one) => ({ method, ...one }))),
    );
    const ask = async ({ method, purpose, expected }: (typeof asked)[number], client: Caller): Promise<void> => {
      const answered = await client.call(method, token, purpose);
      if (answered === 'UNIMPLEMENTED') {
        servers.get(method.path)?.delete(client);
        return;
      }
      unserved.delete(method.path);
      if (answered !== expected) wrong.push(`${method.path} for "${purpose}": ${answered} instead of ${expected}`);
    };
    const pending = asked.flatMap((one) => {
      const known = servers.get(one.method.path) ?? new Set(clients);
      servers.set(one.method.path, known);
      return [...known].map((client) => () => ask(one, client));
    });
    // More at once would be beyond what a service accepts.
    const askPending = async (): Promise<void> => {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) await next();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askPending));
    expect(wrong).toEqual([]);
    expect([...unserved]).toEqual([]);
  });

  it('is not that of the system because the person was lost, at any service', async () => {
    const person = { person: 'p', system: 'client', roles: ['public-page'], territory: [COUNTRY] };
    const bearer = `Bearer ${await issueToken(key, person)}`;
    const { caFile, identities } = testPki();
    const statusAt = (port: number, headers: RawHeaders) =>
      statusOfRawHeaders(port, { caFile, ...identities.client }, '/safecommunity.audit.v1.AuditService/SearchEntries', [
        ['purpose', 'inspection'],
        ...headers,
      ]);
    const [ok, denied, unauthenticated] = ['0', '7', '16'];
    for (const port of system.ports) {
      expect(await statusAt(port, [])).toBe(ok);
      expect(await statusAt(port, [['authorization', bearer]])).toBe(denied);
      const lost: RawHeaders[] = [
        [['authorization', `${bearer} `]],
        [['authorization', `\t${bearer}`]],
        [['authorization', '']],
        [['authorization-bin', Buffer.from(bearer).toString('base64')]],
        [
          ['authorization', bearer],
          ['authorization', bearer],
        ],
        [['acting-user', 'p ']],
      ];
      const answers = await Promise.all(lost.map((headers) => statusAt(port, headers)));
      expect(answers).toEqual(lost.map(() => unauthenticated));
    }
  });

  interface Caller {
    /** "UNIMPLEMENTED", "refused", "purpose" or "let in". */
    call(method: DeclaredMethod, token: string, purpose: string): Promise<string>;
    close(): void;
  }

  function openCaller(port: number): Caller {
    const Client = makeClientConstructor({}, 'caller');
    const client = new Client(`localhost:${port}`, demoClientCredentials());
    return {
      call: (method, token, purpose) =>
        new Promise((resolve) => {
          const metadata = new Metadata();
          metadata.set('authorization', `Bearer ${token}`);
          if (purpose !== '') metadata.set('purpose', purpose);
          const asIs = (bytes: Buffer): Buffer => bytes;
          const options = { deadline: Date.now() + 10_000 };
          // Treats every response as a stream and reads only the first message: a watch never ends.
          const answers = client.makeServerStreamRequest(method.path, asIs, asIs, Buffer.alloc(0), metadata, options);
          answers.on('error', (error: ServiceError) => resolve(outcomeOf(error)));
          answers.on('data', () => {
            resolve('let in');
            answers.cancel();
          });
          answers.on('end', () => resolve('let in'));
        }),
      close: () => client.close(),
    };
  }
});

/** Without a purpose, and with each purpose that the role requires. */
function tries({ grants }: AccessCell): { purpose: string; expected: string }[] {
  if (grants.length === 0) return [{ purpose: '', expected: 'refused' }];
  const isFree = grants.some(({ purposes }) => purposes.length === 0);
  const purposes = new Set(grants.flatMap((grant) => grant.purposes));
  return [
    { purpose: '', expected: isFree ? 'let in' : 'purpose' },
    ...[...purposes].map((purpose) => ({ purpose, expected: 'let in' })),
  ];
}

/** Says nothing about the access. */
const NO_ANSWER = new Set([
  status.UNAUTHENTICATED,
  status.UNAVAILABLE,
  status.RESOURCE_EXHAUSTED,
  status.DEADLINE_EXCEEDED,
]);

function outcomeOf(error: ServiceError): string {
  if (error.code === status.UNIMPLEMENTED) return 'UNIMPLEMENTED';
  if (NO_ANSWER.has(error.code)) return String(error);
  if (error.code !== status.PERMISSION_DENIED) return 'let in';
  return error.details.includes('must name what this is for') ? 'purpose' : 'refused';
}
