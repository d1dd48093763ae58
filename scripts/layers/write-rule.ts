/** How code reaches a write of the unit of work, or an earlier answer: as a method, or taken out of it. */
const BY_HAND = [
  /\bunitOfWork\s*(?:\?\.|\.)\s*(write|answerTo)\b/,
  /\{[^{}]*\b(write|answerTo)\b[^{}]*\}\s*=\s*[\w.\s]*\bunitOfWork\b/,
  /\bunitOfWork\s*:\s*\{[^{}]*\b(write|answerTo)\b/,
];
/** What a service would make a unit of work or a batch of its own with. */
const OWN = /\b(createUnitOfWork|batchWriter)\(/;

/** The rule that a source of an app breaks which writes without a declaration. Work without a request is recorded. */
export function writtenByHand(file: string, text: string): string | undefined {
  if (!/^apps\/[^/]+\/src\//.test(file) || /\.(unit|int|ci)\.test\.ts$/.test(file)) return undefined;
  const called = [...BY_HAND, OWN].map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined);
  return called === undefined
    ? undefined
    : `uses ${called} by hand: declare the write by command, batchCommand, batchWrite or rowWrite of the kit`;
}
