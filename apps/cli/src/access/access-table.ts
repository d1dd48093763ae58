import type { PolicyFile } from '@safe-community/security/policy';
import type { DeclaredMethod } from '@safe-community/grpc-kit';

type Grant = PolicyFile['roles'][string]['grants'][number];

/** The rights of one role for one method; a cell of the table. */
export interface AccessCell {
  readonly role: string;
  /** Each grant of the method's scope; empty when the role may not call it. */
  readonly grants: readonly Grant[];
}

/** A method with all roles. */
export interface AccessRow {
  readonly method: DeclaredMethod;
  /** One of the two scopes of the method. */
  readonly scope: string;
  readonly cells: readonly AccessCell[];
}

/** Which role may call which method, where, and for which cases. */
export function accessTable(policy: PolicyFile, methods: readonly DeclaredMethod[]): AccessRow[] {
  return methods.map((method) => rowOf(policy, method, method.scope));
}

/** Which role may do what some methods allow only with a further scope. */
export function furtherTable(policy: PolicyFile, methods: readonly DeclaredMethod[]): AccessRow[] {
  return methods.flatMap((method) =>
    method.furtherScope === undefined ? [] : [rowOf(policy, method, method.furtherScope)],
  );
}

function rowOf({ roles }: PolicyFile, method: DeclaredMethod, scope: string): AccessRow {
  const cells = Object.entries(roles).map(([role, { grants }]) => ({
    role,
    grants: grants.filter(({ scopes }) => scopes.includes(scope)),
  }));
  return { method, scope, cells };
}

/** "country", "own · all", "own · ordinary (supervision, complaint)"; empty when it may not be called. */
export function cellText({ grants }: AccessCell, { territorial }: DeclaredMethod): string {
  return grants.map((grant) => grantText(grant, territorial)).join('; ');
}

/** Cases are shown only for territorial methods. */
function grantText({ territory, categories, purposes }: Grant, territorial: boolean): string {
  const cases = territorial ? ` · ${typeof categories === 'string' ? categories : categories.join(', ')}` : '';
  const forWhat = purposes.length === 0 ? '' : ` (${purposes.join(', ')})`;
  return `${territory}${cases}${forWhat}`;
}
