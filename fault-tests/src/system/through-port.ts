/** Replaces the port of a URL, to go through a proxy on this machine. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.port = String(port);
  return through.toString();
}
