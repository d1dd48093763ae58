import type { Workspace } from '../workspaces.ts';
import type { Import } from './imports-of.ts';

type Layer = 'domain' | 'app' | 'inbound' | 'outbound';

/** For each layer of a service: the layers of the same service that it may import. */
const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  domain: ['domain'],
  app: ['app', 'domain'],
  inbound: ['inbound', 'app', 'domain'],
  outbound: ['outbound', 'app', 'domain'],
};

/** Libraries that only compute: a use case may import them as it may `node:crypto`. */
const COMPUTING_LIBRARIES = ['uuid'];

/** The rule that this import of the file breaks, in words; undefined when it breaks none. */
export function brokenRule(file: string, found: Import, workspaces: readonly Workspace[]): string | undefined {
  const from = placeOf(file, workspaces);
  if (!from) return undefined;
  if ('external' in found) return brokenByExternal(from, found.specifier);
  const to = placeOf(found.path, workspaces);
  if (to?.workspace !== from.workspace) return brokenBetweenWorkspaces(from, to, found.specifier);
  return brokenInsideService(from, to, found.path);
}

interface Place {
  workspace: string;
  isApp: boolean;
  /** The layer of a service's source file; undefined for main.ts, wire.ts, tests and packages. */
  layer: Layer | undefined;
}

function placeOf(path: string, workspaces: readonly Workspace[]): Place | undefined {
  const workspace = workspaces.find((each) => `${path}/`.startsWith(`${each.path}/`))?.path;
  if (workspace === undefined) return undefined;
  const [source, folder = ''] = path.slice(workspace.length + 1).split('/');
  const layer = source === 'src' && isLayer(folder) ? folder : undefined;
  return { workspace, isApp: workspace.startsWith('apps/'), layer };
}

function isLayer(folder: string): folder is Layer {
  return Object.hasOwn(MAY_IMPORT, folder);
}

function brokenByExternal({ isApp, layer }: Place, specifier: string): string | undefined {
  if (!isApp) return undefined;
  if (layer === 'domain') return 'domain/ imports nothing from outside domain/';
  const isHarmless = specifier.startsWith('node:') || COMPUTING_LIBRARIES.includes(specifier);
  return layer === 'app' && !isHarmless
    ? 'app/ imports no libraries, only ports, domain/ and packages of this repository'
    : undefined;
}

function brokenBetweenWorkspaces(from: Place, to: Place | undefined, specifier: string): string | undefined {
  if (to?.isApp) return from.isApp ? 'apps never import apps' : 'packages never import apps';
  if (from.layer === 'domain') return 'domain/ imports nothing from outside domain/';
  if (specifier.startsWith('.')) return 'other packages are imported by their name, not by a path';
  return undefined;
}

function brokenInsideService(from: Place, to: Place, path: string): string | undefined {
  if (!from.isApp || !from.layer) return undefined;
  if (to.layer) {
    const isAllowed = MAY_IMPORT[from.layer].includes(to.layer);
    return isAllowed ? undefined : `${from.layer}/ never imports ${to.layer}/`;
  }
  // Adapters may know the type of the configuration; nobody knows how the service is put together.
  const isAdapter = from.layer === 'inbound' || from.layer === 'outbound';
  return isAdapter && path.endsWith('/src/config.ts')
    ? undefined
    : `${from.layer}/ never imports files outside the layers`;
}
