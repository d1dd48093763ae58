/** The measurements of a stand-in, for all metrics of a run. */
export interface Sample {
  readonly metric: string;
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

let samples: Sample[] = [];

export function addSample(metric: string, value: number, tags: object = {}): void {
  const texts = Object.entries(tags).map(([name, tag]) => [name, String(tag)]);
  samples.push({ metric, value, tags: Object.fromEntries(texts) as Record<string, string> });
}

export function takeSamples(): readonly Sample[] {
  const taken = samples;
  samples = [];
  return taken;
}

/** The samples that a threshold's name selects: "answered{rpc:ReportIncident,phase:after}". */
export function selected(all: readonly Sample[], name: string): readonly Sample[] {
  const [, metric, wanted = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(name) ?? [];
  const tags = wanted === '' ? [] : wanted.split(',').map((tag) => tag.split(':'));
  return all.filter(
    (sample) => sample.metric === metric && tags.every(([key, value]) => sample.tags[key ?? ''] === value),
  );
}
