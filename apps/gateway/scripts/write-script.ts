/**
 * Bundles the code for browsers (`apps/gateway/browser`) into a text that the gateway serves, from its sources and from
 * the bundle of its image alike.
 *
 *   node apps/gateway/scripts/write-script.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const FOLDER = join(import.meta.dirname, '..');
const WRITTEN = join(FOLDER, 'src/site/script.ts');

/** The file as it has to be. */
export async function expectedScript(): Promise<string> {
  const bundled = await rolldown({
    input: join(FOLDER, 'browser/site.ts'),
    tsconfig: join(FOLDER, 'browser/tsconfig.json'),
  });
  try {
    const { output } = await bundled.generate({ format: 'iife', minify: true });
    const [{ code }] = output;
    return `// Written by apps/gateway/scripts/write-script.ts from apps/gateway/browser.\n/** The code that pages load, as browsers run it. */\nexport const SCRIPT = ${quoted(code.trim())};\n`;
  } finally {
    await bundled.close();
  }
}

function quoted(code: string): string {
  return `'${code.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

if (import.meta.main) writeFileSync(WRITTEN, await expectedScript());
