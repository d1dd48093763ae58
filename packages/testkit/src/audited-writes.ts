import { randomUUID } from 'node:crypto';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { Client, Metadata, type MethodDefinition } from '@grpc/grpc-js';
import { ourMethods } from '@safe-community/contracts/inventory';
import { allMethods } from '@safe-community/grpc-kit';
import type { PkiName } from '@safe-community/local-stack';
import { UNAUDITED } from './unaudited-writes.ts';
import { expect } from 'vitest';
import { refusalOf } from './refusal-of.ts';
import { ELSEWHERE } from './test-caller.ts';
import { demoClientCredentials } from './test-pki.ts';

const DEADLINE_MS = 10_000;

/** Acting user and purpose of audited writes. */
const ACTOR = { actingUser: 'person-7', purpose: 'audit-check' } as const;

/** A writing method and how a test calls it: once as whoever may, and before, if it concerns a place, from another one. */
export interface AuditedWrite {
  /** "safecommunity.officers.v1.OfficerRegistryService/RegisterOfficer" */
  readonly method: string;
  /** Makes it at a service, and resolves to what its entry in the audit must say. */
  readonly make: (port: number) => Promise<ExpectedEntry>;
}

/** The expected audit entry of a write. */
export interface ExpectedEntry {
  readonly kind: 'write' | 'administration';
  readonly method: string;
  readonly requestId: string;
  readonly subjectIds: readonly string[];
  readonly system: string;
  readonly edrpou: string;
  readonly actingUser: string;
  readonly purpose: string;
  readonly refusal: string;
  readonly times: number;
}

/**
 * @param prepare sets up the preconditions and returns the request without its `request_id`.
 * @param subjectsOf ids of the subjects of the write, in the order of the audit.
 */
export function auditedWrite<Request extends { requestId: string }, Response>(
  { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
  prepare: () => Promise<Omit<Request, 'requestId'>>,
  subjectsOf: (response: Response, request: Request) => readonly string[],
  kind: ExpectedEntry['kind'] = 'write',
): AuditedWrite {
  const method = path.slice(1);
  return {
    method,
    async make(port) {
      const request = { ...(await prepare()), requestId: randomUUID() } as Request;
      const call = async (identity: PkiName): Promise<Response> => {
        const client = new Client(`localhost:${port}`, demoClientCredentials(identity));
        const metadata = new Metadata();
        metadata.set('acting-user', ACTOR.actingUser);
        metadata.set('purpose', ACTOR.purpose);
        return new Promise<Response>((resolve, reject) => {
          const options = { deadline: Date.now() + DEADLINE_MS };
          client.makeUnaryRequest(
            path,
            requestSerialize,
            responseDeserialize,
            request,
            metadata,
            options,
            (error, answer) =>
              error === null && answer !== undefined ? resolve(answer) : reject(error ?? new Error()),
          );
        }).finally(() => client.close());
      };
      if (isTerritorial(path)) {
        expect(await refusalOf(call(ELSEWHERE)), `${method} from another place`).toMatchObject(OUTSIDE_TERRITORY);
      }
      const response = await call('client');
      const { requestId } = request;
      const said = { kind, method, requestId, subjectIds: subjectsOf(response, request), refusal: '', times: 1 };
      return { ...said, ...ACTOR, system: 'client', edrpou: '00000000' };
    },
  };
}

const OUTSIDE_TERRITORY = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };

function isTerritorial(path: string): boolean {
  return allMethods().some((method) => method.path === path && method.territorial);
}

/**
 * Makes the write at a running service and compares its audit entry. If the method is territorial, the
 * same request of a caller of another place is refused before, and leaves no entry.
 * `docs/test/audited-writes.unit.test.ts` fails for a write that no `auditedWrite(…)` names.
 */
export async function expectAudited(service: Queried & { readonly port: number }, write: AuditedWrite): Promise<void> {
  const expected = await write.make(service.port);
  const { method, requestId, subjectIds } = expected;
  expect(subjectIds.filter(Boolean), `what the audit entry of ${method} is about: name something`).not.toEqual([]);
  expect(await auditEntriesOf(service, requestId), `audit entries of ${method}`).toEqual([expected]);
}

/** What a write with parts leaves in the audit. */
interface AuditedParts {
  /** Its own entry; a batch has none. */
  readonly whole?: { readonly requestId: string; readonly subjectIds: readonly string[] };
  /** What each of its parts is about. */
  readonly subjects: readonly (string | undefined)[];
  /** The method in the entries of the parts, that of rows of an import unless it is given. */
  readonly partMethod?: string;
}

/**
 * Compares the audit entries of a write whose parts have one each: of an import, whose rows do, or of a batch. The guard
 * that `expectAudited` names counts these methods as well.
 */
export async function expectPartsAudited(
  { path }: Pick<MethodDefinition<never, never>, 'path'>,
  service: Queried,
  { whole, subjects, partMethod = 'import-row' }: AuditedParts,
): Promise<void> {
  const method = path.slice(1);
  if (whole !== undefined) {
    const { requestId, subjectIds } = whole;
    const expected = { kind: 'write', method, requestId, subjectIds, system: 'client', refusal: '', times: 1 };
    expect(await auditEntriesOf(service, requestId), `audit entries of ${method}`).toMatchObject([expected]);
  }
  expect(subjects, `what the parts of ${method} are about`).not.toEqual([]);
  for (const subject of subjects) {
    const entries = await service.sql(OF_PART, [subject ?? '', partMethod]);
    expect(entries, `audit entries of a part of ${method}`).toEqual([{ kind: 'write', system: 'client' }]);
  }
}

const OF_PART = 'select kind, system from audit_entry where subject_ids @> array[$1] and method = $2';

/** Every audited writing method of the services with these name prefixes, sorted, as named in the audit. */
export function writesOf(...prefixes: readonly string[]): string[] {
  return ourMethods()
    .filter(({ idempotency }) => idempotency !== MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS)
    .map(({ name, parent }) => `${parent.typeName}/${name}`)
    .filter((method) => !UNAUDITED.includes(method) && prefixes.some((prefix) => method.startsWith(prefix)))
    .toSorted();
}

/** A service whose database a test asks. */
export interface Queried {
  readonly sql: (statement: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>;
}

/** The entries of one request in the audit of a service, with all that does not differ from run to run. */
export async function auditEntriesOf({ sql }: Queried, requestId: string): Promise<Record<string, unknown>[]> {
  return sql(
    `select kind, method, request_id as "requestId", subject_ids as "subjectIds", system, edrpou,
       acting_user as "actingUser", purpose, refusal, times
     from audit_entry where request_id = $1 and abs(extract(epoch from now() - occurred_at)) < 60
     order by sequence`,
    [requestId],
  );
}
