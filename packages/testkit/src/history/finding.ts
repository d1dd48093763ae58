import type { Operation } from './operation.ts';

/**
 * Loss: an acknowledged operation is missing. Double: it exists twice, or has two answers. Phantom: something not
 * requested, or rejected, exists. Reorder: events are not in the order in which they must have happened.
 */
type FindingKind = 'loss' | 'double' | 'phantom' | 'reorder';

export interface Finding {
  readonly kind: FindingKind;
  /** Where it was found. */
  readonly where: 'answers' | 'rows' | 'events' | 'routing' | 'counts';
  /** Readable difference. */
  readonly what: string;
  /** The affected operation, if known. */
  readonly operation?: Operation;
}

const MAX_OF_A_KIND = 5;

/** Readable findings: each kind with its count and the first few, each with the calls. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'no report lost, duplicated, invented, or out of order';
  const groups = Map.groupBy(findings, ({ kind, where }) => `${kind} in the ${where}`);
  return [...groups].map(([name, group]) => groupText(name, group)).join('\n');
}

function groupText(name: string, group: readonly Finding[]): string {
  const shown = group.slice(0, MAX_OF_A_KIND).flatMap(findingLines);
  const more = group.length - MAX_OF_A_KIND;
  return [`${name}: ${group.length}`, ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n');
}

function findingLines({ what, operation }: Finding): string[] {
  if (operation === undefined) return [`  - ${what}`];
  const attempts = operation.attempts.map(({ began, ended, outcome, answer, reason }) =>
    `      ${began.toFixed(0)}–${ended.toFixed(0)} ms ${outcome} ${answer?.id ?? reason ?? ''}`.trimEnd(),
  );
  return [`  - ${what}`, `    request ${operation.requestId}`, ...attempts];
}
