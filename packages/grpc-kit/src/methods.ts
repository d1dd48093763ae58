import { getOption, hasOption, type DescMethod } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import type { DeclaredScopes } from '@safe-community/security/policy';
import { contracts, ourMethods } from '@safe-community/contracts/inventory';
import type { MethodClass } from './method-class.ts';
import type { MethodDescription } from './service.ts';

const SCOPE_OPTION = 'safecommunity.access.v1.scope';
const FURTHER_SCOPE_OPTION = 'safecommunity.access.v1.further_scope';
const TERRITORIAL_OPTION = 'safecommunity.access.v1.territorial';

/**
 * The scope that a method declares, by its path ("/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident").
 * Throws if it declares none: such a method must not be served.
 */
export function scopeOf(path: string): string {
  const scope = declared(path, SCOPE_OPTION);
  if (scope === undefined) throw new Error(`${path} declares no access scope and is not served`);
  return scope;
}

/** The scope that some requests to a method, or a part of its answers, need besides; undefined of most methods. */
export function furtherScopeOf(path: string): string | undefined {
  return declared(path, FURTHER_SCOPE_OPTION);
}

function declared(path: string, optionName: string): string | undefined {
  const method = findMethod(path);
  const option = contracts().getExtension(optionName);
  if (option === undefined) throw new Error(`the contracts define no option ${optionName}`);
  if (method === undefined || !hasOption(method, option)) return undefined;
  const scope = getOption(method, option);
  if (typeof scope !== 'string' || !/^[a-z-]+\.[a-z-]+$/.test(scope)) {
    throw new Error(`${path} declares an access scope that is none and is not served`);
  }
  return scope;
}

/** Every scope that a method of the contracts requires, sorted. */
export function allScopes(): readonly string[] {
  return declaredScopes().all;
}

/** A method as the contracts declare it. */
export interface DeclaredMethod {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  readonly scope: string;
  /** What some requests or a part of the answer need besides. */
  readonly furtherScope?: string;
  /** Whether it checks the territory of what it reads or changes. */
  readonly territorial: boolean;
}

let methods: readonly DeclaredMethod[] | undefined;
let scopes: DeclaredScopes | undefined;

/** Every method of ours, in the order of the contracts. Reading all options takes milliseconds, so it is done once. */
export function allMethods(): readonly DeclaredMethod[] {
  return (methods ??= ourMethods().map((method) => {
    const path = `/${method.parent.typeName}/${method.name}`;
    const furtherScope = furtherScopeOf(path);
    const always = { path, scope: scopeOf(path), territorial: isTerritorial(method) };
    return furtherScope === undefined ? always : { ...always, furtherScope };
  }));
}

function scopesOf({ scope, furtherScope }: DeclaredMethod): string[] {
  return furtherScope === undefined ? [scope] : [scope, furtherScope];
}

/** The declared scopes, against which the access policy is checked. */
export function declaredScopes(): DeclaredScopes {
  return (scopes ??= scopesDeclaredBy(allMethods()));
}

function scopesDeclaredBy(all: readonly DeclaredMethod[]): DeclaredScopes {
  const sorted = [...new Set(all.flatMap(scopesOf))].toSorted();
  const blind = new Set(all.flatMap((method) => (method.territorial ? [] : scopesOf(method))));
  return { all: sorted, territorial: sorted.filter((scope) => !blind.has(scope)) };
}

/** By what the method streams, and whether it is declared to have no side effects. */
export function classOf({ path, requestStream, responseStream }: MethodDescription): MethodClass {
  if (requestStream) return 'imports';
  if (responseStream) return 'streams';
  const isRead = findMethod(path)?.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
  return isRead ? 'reads' : 'writes';
}

function isTerritorial(method: DescMethod): boolean {
  const option = contracts().getExtension(TERRITORIAL_OPTION);
  return option !== undefined && hasOption(method, option) && getOption(method, option) === true;
}

/** The declaration of a method. Throws if the contracts have no method with that path. */
export function methodAt(path: string): DescMethod {
  const method = findMethod(path);
  if (method === undefined) throw new Error(`the contracts declare no ${path}`);
  return method;
}

/** The names of all methods of a service. Throws if the contracts have no service with that full name. */
export function methodNames(service: string): string[] {
  const declared = contracts().getService(service);
  if (declared === undefined) throw new Error(`the contracts declare no ${service}`);
  return declared.methods.map(({ name }) => name);
}

/** The full names of the services of a domain: "officers" has those of safecommunity.officers. */
export function serviceNames(domain: string): string[] {
  const names = ourMethods().map(({ parent }) => parent.typeName);
  return [...new Set(names)].filter((name) => name.startsWith(`safecommunity.${domain}.`));
}

function findMethod(path: string): DescMethod | undefined {
  const [, service = '', name = ''] = path.split('/');
  return contracts()
    .getService(service)
    ?.methods.find((method) => method.name === name);
}
