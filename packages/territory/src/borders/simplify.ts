interface OnPlane {
  readonly x: number;
  readonly y: number;
}

/**
 * Leaves out points of a line that lie within the tolerance of what remains (Douglas and Peucker, 1973). The ends stay; of
 * a closed line at least a triangle.
 */
export function simplify<T>(line: readonly T[], onPlane: (point: T) => OnPlane, tolerance: number): T[] {
  const points = line.map(onPlane);
  const last = line.length - 1;
  const kept = new Set([0, last]);
  const isClosed = line.length > 3 && line[0] === line[last];
  const anchors = isClosed ? triangle(points) : [0, last];
  for (const anchor of anchors) kept.add(anchor);
  const open = anchors.slice(1).map((end, index) => [anchors[index] ?? 0, end] as const);
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const far = farthest(points, from, to);
    if (far === undefined || far.distance <= tolerance) continue;
    kept.add(far.index);
    open.push([from, far.index], [far.index, to]);
  }
  return line.filter((_, index) => kept.has(index));
}

/** The start, the point farthest from it, and the point farthest from the line between them, in order. */
function triangle(points: readonly OnPlane[]): number[] {
  const last = points.length - 1;
  const opposite = farthest(points, 0, last)?.index ?? last;
  const sides = [farthest(points, 0, opposite), farthest(points, opposite, last)].flatMap((far) => far ?? []);
  const widest = sides.toSorted((a, b) => b.distance - a.distance)[0];
  return [...new Set([0, opposite, widest?.index ?? last, last])].toSorted((a, b) => a - b);
}

/** The point between two others that is farthest from the line between them. */
function farthest(points: readonly OnPlane[], from: number, to: number) {
  let found: { readonly index: number; readonly distance: number } | undefined;
  for (let index = from + 1; index < to; index += 1) {
    const distance = distanceToSegment(points[index], points[from], points[to]);
    if (found === undefined || distance > found.distance) found = { index, distance };
  }
  return found;
}

const ORIGIN: OnPlane = { x: 0, y: 0 };

function distanceToSegment(point = ORIGIN, from = ORIGIN, to = ORIGIN): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - nearest * dx, point.y - from.y - nearest * dy);
}
