/** Writes a line, or several, for the person or program that called us. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a value as JSON for a program. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
