import { ourMethods } from '@safe-community/contracts/inventory';

const IMPORT = /import (?:type )?\{([^}]*)\} from '@safe-community\/contracts\/([\w/]+)\/\w+\.ts'/g;
const SERVICE = /\b(\w+Service)Service(?: as (\w+))?/g;

/**
 * The methods of the contracts that a TypeScript source names through an imported service definition, sorted:
 * "safecommunity.cameras.v1.CameraRolloutService/IssueCamera".
 *
 * @param callee counts only methods that are the first argument of this function.
 */
export function namedMethods(source: string, callee?: string): string[] {
  const declared = new Set(ourMethods().map(({ name, parent }) => `${parent.typeName}/${name}`));
  const before = callee === undefined ? '' : `\\b${callee}\\(\\s*`;
  const found = servicesOf(source).flatMap(({ alias, typeName }) =>
    [...source.matchAll(new RegExp(`${before}\\b${alias}\\.(\\w+)`, 'g'))].map(
      ([, name = '']) => `${typeName}/${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    ),
  );
  return [...new Set(found)].filter((method) => declared.has(method)).toSorted();
}

function servicesOf(source: string): { readonly alias: string; readonly typeName: string }[] {
  return [...source.matchAll(IMPORT)].flatMap(([, names = '', folder = '']) =>
    [...names.matchAll(SERVICE)].map(([definition, service = '', alias]) => ({
      alias: alias ?? definition,
      typeName: `safecommunity.${folder.replaceAll('/', '.')}.${service}`,
    })),
  );
}
