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
  readonly cells: readonly AccessCell[];
}

/** Which role may call which method, where, and for which cases. */
export function accessTable({ roles }: PolicyFile, methods: readonly DeclaredMethod[]): AccessRow[] {
  return methods.map((method) => ({
    method,
    cells: Object.entries(roles).map(([role, { grants }]) => ({
      role,
      grants: grants.filter(({ scopes }) => scopes.includes(method.scope)),
    })),
  }));
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
