/**
 * Bundles the code for browsers (`apps/gateway/browser`) into texts that the gateway serves, from its sources and from
 * the bundle of its image alike.
 *
 *   node apps/gateway/scripts/write-script.ts
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const FOLDER = join(import.meta.dirname, '..');
const WRITTEN = join(FOLDER, 'src/site/script.ts');

const BUNDLES = [
  { name: 'SCRIPT', entry: 'browser/site.ts', says: 'The code that pages load, as browsers run it.' },
  { name: 'DRAFT_SCRIPT', entry: 'browser/draft.ts', says: 'What pages load on which a draft may be kept.' },
  {
    name: 'WORKER_SCRIPT',
    entry: 'browser/worker/service-worker.ts',
    says: 'The service worker, without what it keeps.',
  },
];

/** The file as it has to be. */
export async function expectedScript(): Promise<string> {
  const texts = await Promise.all(
    BUNDLES.map(
      async ({ name, entry, says }) => `/** ${says} */\nexport const ${name} = ${quoted(await bundleOf(entry))};\n`,
    ),
  );
  return `// Written by apps/gateway/scripts/write-script.ts from apps/gateway/browser.\n${texts.join('')}`;
}

async function bundleOf(entry: string): Promise<string> {
  const input = join(FOLDER, entry);
  const bundled = await rolldown({ input, tsconfig: join(dirname(input), 'tsconfig.json') });
  try {
    const { output } = await bundled.generate({ format: 'iife', minify: true });
    const [{ code }] = output;
    return code.trim();
  } finally {
    await bundled.close();
  }
}

function quoted(code: string): string {
  return `'${code.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

if (import.meta.main) writeFileSync(WRITTEN, await expectedScript());
