import type { Workspace } from '../workspaces.ts';
import type { Import } from './imports-of.ts';
import { brokenModuleRule, type OfferedBy } from './module-rules.ts';
import { placeOf, type Place } from './place-of.ts';
import { brokenByPurePackage } from './pure-packages.ts';
import { brokenBySql } from './sql-rule.ts';
import { brokenByOwnWrites } from './write-rule.ts';

/** Packages that store data. They import no transport: service-kit serves what they store. */
const STORING = ['audit', 'database', 'ledger', 'security'].map((name) => `packages/${name}`);
const TRANSPORTING = /^@(grpc\/|safe-community\/(grpc|service)-kit(\/|$))/;

/**
 * The rule that this import of the file breaks, in words; undefined when it breaks none.
 *
 * @param services folders of the apps that are cut into modules.
 */
export function brokenRule(
  file: string,
  found: Import,
  workspaces: readonly Workspace[],
  services: ReadonlySet<string>,
  offeredBy: OfferedBy,
): string | undefined {
  const from = placeOf(file, workspaces, services);
  if (from === undefined) return undefined;
  const to = 'path' in found ? placeOf(found.path, workspaces, services) : undefined;
  return (
    brokenBetweenWorkspaces(from, to, found) ??
    brokenByTransport(from, found) ??
    brokenByPurePackage(file, from, found) ??
    brokenByUndeclared(file, from, to, workspaces) ??
    brokenModuleRule(from, to, found, offeredBy) ??
    brokenBySql(from, found) ??
    brokenByOwnWrites(file, found)
  );
}

function brokenBetweenWorkspaces(from: Place, to: Place | undefined, found: Import): string | undefined {
  if ('external' in found || to?.workspace === from.workspace) return undefined;
  if (to?.isApp) return from.isApp ? 'apps never import apps' : 'packages never import apps';
  if (found.specifier.startsWith('.')) return 'other packages are imported by their name, not by a path';
  return undefined;
}

function brokenByTransport({ workspace, isTest }: Place, { specifier }: Import): string | undefined {
  if (isTest || !STORING.includes(workspace)) return undefined;
  return TRANSPORTING.test(specifier) ? 'a package that stores data imports no transport' : undefined;
}

/** What only tests may use is a devDependency. */
function brokenByUndeclared(
  file: string,
  from: Place,
  to: Place | undefined,
  workspaces: readonly Workspace[],
): string | undefined {
  if (to === undefined || to.workspace === from.workspace) return undefined;
  if (from.isTest || !file.startsWith(`${from.workspace}/src/`)) return undefined;
  const [own, other] = [from, to].map(({ workspace }) => workspaces.find(({ path }) => path === workspace));
  const isDeclared = own?.dependencies.includes(other?.name ?? '') === true;
  return isDeclared ? undefined : 'its package.json does not list it in dependencies';
}
