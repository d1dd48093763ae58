import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createFileRegistry,
  fromBinary,
  getOption,
  hasOption,
  type DescMethod,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import type { DeclaredScopes } from '@safe-community/access';
import type { MethodClass } from './method-class.ts';
import type { MethodDescription } from './service.ts';

const SCOPE_OPTION = 'safecommunity.access.v1.scope';
const TERRITORIAL_OPTION = 'safecommunity.access.v1.territorial';

let cachedRegistry: FileRegistry | undefined;

/** The contracts as a descriptor set: what `buf build` made of proto/. */
export function descriptorSet(): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve('@safe-community/contracts/descriptors')));
}

/**
 * The scope that a method's declaration demands, by its path
 * ("/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident").
 * Throws when the method declares none: such a method must not be served.
 */
export function scopeOf(path: string): string {
  const method = findMethod(path);
  const option = registry().getExtension(SCOPE_OPTION);
  if (option === undefined) throw new Error(`the contracts define no option ${SCOPE_OPTION}`);
  const scope = method !== undefined && hasOption(method, option) ? getOption(method, option) : '';
  if (typeof scope !== 'string' || !/^[a-z-]+\.[a-z-]+$/.test(scope)) {
    throw new Error(`${path} declares no access scope and is not served`);
  }
  return scope;
}

/** Every scope that some method of the contracts demands, sorted. */
export function allScopes(): string[] {
  return [...new Set(allMethods().map(({ scope }) => scope))].toSorted();
}

/** A method as the contracts declare it. */
export interface DeclaredMethod {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  readonly scope: string;
  /** Whether it looks where what it touches is. */
  readonly territorial: boolean;
}

/** Every method of ours, in the order of the contracts. */
export function allMethods(): DeclaredMethod[] {
  const methods: DeclaredMethod[] = [];
  for (const type of registry()) {
    if (type.kind !== 'service' || !type.typeName.startsWith('safecommunity.')) continue;
    for (const method of type.methods) {
      const path = `/${type.typeName}/${method.name}`;
      methods.push({ path, scope: scopeOf(path), territorial: isTerritorial(method) });
    }
  }
  return methods;
}

/** What the policy of access is held against. */
export function declaredScopes(): DeclaredScopes {
  const blind = new Set(allMethods().flatMap(({ scope, territorial }) => (territorial ? [] : [scope])));
  return { all: allScopes(), territorial: allScopes().filter((scope) => !blind.has(scope)) };
}

/** By what it streams, and by whether its declaration says that it changes nothing. */
export function classOf({ path, requestStream, responseStream }: MethodDescription): MethodClass {
  if (requestStream) return 'imports';
  if (responseStream) return 'streams';
  const isRead = findMethod(path)?.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
  return isRead ? 'reads' : 'writes';
}

function isTerritorial(method: DescMethod): boolean {
  const option = registry().getExtension(TERRITORIAL_OPTION);
  return option !== undefined && hasOption(method, option) && getOption(method, option) === true;
}

function findMethod(path: string): DescMethod | undefined {
  const [, service = '', name = ''] = path.split('/');
  return registry()
    .getService(service)
    ?.methods.find((method) => method.name === name);
}

function registry(): FileRegistry {
  cachedRegistry ??= createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet()));
  return cachedRegistry;
}
