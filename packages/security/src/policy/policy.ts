import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Categories, Grant, Role, Roles } from './role.ts';

/** The access policy: what each role may do. */
export interface Policy {
  readonly roles: Roles;
  /** The scopes of methods that are meant for systems: one that acts for people may call them without a person. */
  readonly withoutPerson: ReadonlySet<string>;
}

/** The scopes that the contracts declare; the policy is checked against them. */
export interface DeclaredScopes {
  /** Every scope that a method requires. */
  readonly all: readonly string[];
  /** Scopes whose methods all check the territory of their subject. Only these can be granted for a territory. */
  readonly territorial: readonly string[];
}

const WORDING = z.strictObject({ uk: z.string().min(1), en: z.string().min(1) });
const NAME = z.string().regex(/^[a-z][a-z-]*$/, 'a name is lower-case letters and dashes');
const CATEGORY = z.string().regex(/^[a-z][a-z_]*$/, 'a category is lower-case letters and underscores');

const GRANT = z.strictObject({
  scopes: z.array(z.string()).min(1),
  territory: z.enum(['country', 'own']),
  categories: z.union([z.enum(['ordinary', 'all']), z.array(CATEGORY).min(1)]).default('ordinary'),
  purposes: z.array(NAME).default([]),
});

const FILE = z.strictObject({
  purposes: z.record(NAME, WORDING).default({}),
  withoutPerson: z.array(z.string()).default([]),
  roles: z.record(NAME, z.strictObject({ name: WORDING, grants: z.array(GRANT) })),
});

export type PolicyFile = z.infer<typeof FILE>;

/** Reads a policy. Throws an error that lists all problems: a service does not start with an invalid policy. */
export function loadPolicy(file: string, declared: DeclaredScopes): Policy {
  return parsePolicy(readPolicyFile(file), declared, file);
}

/** The policy as written, for display. */
export function readPolicyFile(file: string): PolicyFile {
  const parsed = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function parsePolicy(written: PolicyFile, declared: DeclaredScopes, from = 'the policy'): Policy {
  const wrong = Object.entries(written.roles).flatMap(([name, { grants }]) =>
    grants.flatMap((grant) => wrongIn(grant, written, declared).map((rule) => `role ${name}: ${rule}`)),
  );
  const unknown = written.withoutPerson.filter((scope) => !declared.all.includes(scope));
  wrong.push(...unknown.map((scope) => `withoutPerson: no method demands the scope ${scope}`));
  if (wrong.length > 0) throw new Error(`${from}: ${wrong.join('; ')}`);
  const roles = Object.entries(written.roles).map(([name, { grants }]) => [name, toRole(name, grants)] as const);
  return { roles: new Map(roles), withoutPerson: new Set(written.withoutPerson) };
}

type WrittenGrant = z.infer<typeof GRANT>;

function wrongIn(grant: WrittenGrant, { purposes }: PolicyFile, { all, territorial }: DeclaredScopes): string[] {
  const unknown = grant.scopes.filter((scope) => !all.includes(scope));
  const unlimited = grant.territory === 'own' ? grant.scopes.filter((scope) => !territorial.includes(scope)) : [];
  const undeclared = grant.purposes.filter((purpose) => !Object.hasOwn(purposes, purpose));
  return [
    ...unknown.map((scope) => `no method demands the scope ${scope}`),
    ...unlimited
      .filter((scope) => all.includes(scope))
      .map(
        (scope) =>
          `methods of the scope ${scope} do not look at the territory, so it can be granted for the country only`,
      ),
    ...undeclared.map((purpose) => `the purpose ${purpose} is not among the purposes`),
  ];
}

function toRole(name: string, grants: readonly WrittenGrant[]): Role {
  return { name, grants: grants.map(toGrant) };
}

function toGrant({ scopes, territory, categories, purposes }: WrittenGrant): Grant {
  return { scopes: new Set(scopes), territory, categories: toCategories(categories), purposes: new Set(purposes) };
}

function toCategories(written: WrittenGrant['categories']): Categories {
  return Array.isArray(written) ? new Set(written) : written;
}
