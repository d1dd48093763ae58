/** The same URL through another port of this machine, behind which a proxy stands. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.port = String(port);
  return through.toString();
}
