import type { Floors } from './floors.ts';

/** A column for each load, in µs of processor time; below it the latency of a single report. */
export function printFloors(results: readonly Floors[]): void {
  const rows = new Map<string, Record<string, number>>();
  for (const { inFlight, cpu } of results) {
    const column = `${inFlight} in flight, µs`;
    const lines = [
      ...cpu.parts.map(({ name, micros }) => [name, Math.round(micros)] as const),
      ['sum: the floor', Math.round(cpu.floor)] as const,
      ['counted report, all processes', Math.round(cpu.report)] as const,
      ['report ÷ floor', Number(cpu.ratio.toFixed(2))] as const,
    ];
    for (const [name, value] of lines) rows.set(name, { ...rows.get(name), [column]: value });
  }
  console.table(Object.fromEntries(rows));
  for (const { inFlight, latency } of results) {
    if (latency === undefined) continue;
    const [report, floor] = [latency.report.toFixed(2), latency.floor.toFixed(2)];
    console.log(
      `${inFlight} in flight: answer p50 ${report} ms ÷ (echo p50 + durable commit p50) ${floor} ms = ${latency.ratio.toFixed(1)}`,
    );
  }
}
