import { posix } from 'node:path';

const ENTITY = /^export const (\w+) = defineEntity\(/gm;

/**
 * The entities of a store file that the module.ts beside it does not list. The service would start without them and fail
 * in every call that uses one.
 *
 * @param textOf the text of a file by its path; undefined if there is none.
 */
export function unlistedEntities(file: string, textOf: (path: string) => string | undefined): string[] {
  if (!file.endsWith('.store.ts')) return [];
  const names = [...(textOf(file) ?? '').matchAll(ENTITY)].map(([, name = '']) => name);
  const module = textOf(posix.join(posix.dirname(file), 'module.ts')) ?? '';
  const listed = /\bentities: \[(?<names>[^\]]*)\]/.exec(module)?.groups?.['names'] ?? '';
  return names
    .filter((name) => !listed.split(/\W+/).includes(name))
    .map((name) => `${file} defines the entity ${name}: its module.ts lists it in entities`);
}
