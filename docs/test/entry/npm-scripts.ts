import type { EntryDocument } from './documents.ts';
import { lineOf } from './markdown.ts';

/** `npm run <script>`, the options before the name, and the rest of the line, where `-w` may name a workspace. */
const RUN = /npm run((?:\s+-\S+)*)\s+([a-z][\w:-]*)([^\n`]*)/g;

/**
 * One line for each script that is called and does not exist: document, line, script.
 *
 * @param scriptsOf the scripts of a workspace by its name or folder, "." for the root
 */
export function missingScripts(
  { file, text }: EntryDocument,
  scriptsOf: (workspace: string) => ReadonlySet<string>,
): string[] {
  return [...text.matchAll(RUN)].flatMap(({ index, 1: before = '', 2: script = '', 3: after = '' }) => {
    const [, workspace = '.'] = /(?:-w|--workspace)[= ](\S+)/.exec(`${before} ${after}`) ?? [];
    if (scriptsOf(workspace).has(script)) return [];
    return [
      `${file}:${lineOf(text, index)}: no such script: npm run ${script}${workspace === '.' ? '' : ` in ${workspace}`}`,
    ];
  });
}
