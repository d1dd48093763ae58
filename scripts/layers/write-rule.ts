import type { Import } from './imports-of.ts';

/** What a service would make a unit of work or batches of its own with; `*` brings it as well. */
const OWN = new Set(['batchWriter', 'BatchWriters', 'createUnitOfWork', '*']);
const MAKERS = /^@safe-community\/(ledger|service-kit)(\/|$)/;
const RULE = 'declare the write by `command` of the kit';

/** `{ unitOfWork, clock }: Runtime` or `{ unitOfWork, clock } = runtime`: the unit of work under its name. */
const UNPACKED = /\{[^{}]*\}(?=\s*(?::|=[^=>]))/g;
/** `Pick<Runtime, 'database' | 'unitOfWork'>` */
const IN_A_TYPE = /([|,]\s*)'unitOfWork'(?=\s*[|>])/g;
/** Work without a request is recorded. */
const RECORDED = /\bunitOfWork\.record\(/g;
/** `writers.of(…)`, `{ writers }`, `runtime['writers']` */
const WRITERS = /\.\s*writers\b|\bwriters\s*[!?]?\.\s*of\b|[{,]\s*writers\s*[:,}]|\[\s*['"`]writers\b/;

/** The rule that a source of an app breaks which uses the unit of work for anything but to record, or batch writers. */
export function writtenByHand(file: string, text: string): string | undefined {
  if (!isSourceOfApp(file)) return undefined;
  const others = text
    .replace(UNPACKED, (names) => names.replace(/([{,]\s*)unitOfWork(?=\s*[,}])/g, '$1'))
    .replace(IN_A_TYPE, '$1')
    .replace(RECORDED, '');
  if (/\bunitOfWork\b/.test(others)) return `uses the unit of work for more than record(): ${RULE}`;
  return WRITERS.test(text) ? `uses batch writers by hand: ${RULE}` : undefined;
}

/** The rule that an import breaks by which a source of an app gets a unit of work or a batch of its own. */
export function brokenByOwnWrites(file: string, { specifier, values }: Import): string | undefined {
  if (!isSourceOfApp(file) || !MAKERS.test(specifier)) return undefined;
  const own = values.find((name) => OWN.has(name));
  return own === undefined ? undefined : `${RULE} (${own})`;
}

function isSourceOfApp(file: string): boolean {
  return /^apps\/[^/]+\/src\//.test(file) && !/\.(unit|int|ci)\.test\.ts$/.test(file);
}
