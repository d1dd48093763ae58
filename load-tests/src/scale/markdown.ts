export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** More than three digits would pretend precision. */
export function rounded(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 2);
  const near = value >= 100 ? Math.round(value / step) * step : Number(value.toFixed(Math.min(digits, 2)));
  return near.toLocaleString('en', { maximumFractionDigits: 2 });
}
