/** What `npm audit --json` came back with: an answer, or why there is none. */
export type Audit = { readonly unanswered: string } | Answer;

interface Answer {
  /** How many packages were asked about. */
  readonly packages: number;
  /** High and critical. */
  readonly serious: readonly Advisory[];
  /** How many there are of less weight. */
  readonly lesser: number;
}

interface Advisory {
  readonly severity: string;
  readonly name: string;
  /** The versions that have it. */
  readonly range: string;
  readonly title: string;
  readonly url: string;
  /** Where it is installed. */
  readonly nodes: readonly string[];
  /** The packages that are affected only because they need this one. */
  readonly effects: readonly string[];
}

/** Of what `npm audit --json` prints (its format 2), as far as it is looked at. */
interface Printed {
  readonly auditReportVersion?: number;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly dependencies: { readonly total: number } };
}

interface Vulnerability {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly effects: readonly string[];
  /** Advisories of the package itself, and names of packages by which it is affected. */
  readonly via: readonly (string | Pick<Advisory, 'severity' | 'range' | 'title' | 'url'>)[];
}

const SERIOUS = new Set(['high', 'critical']);

/** Anything but a report is no answer: what nobody looked at must not pass for clean. */
export function readAudit(printed: string): Audit {
  const report = parsed(printed);
  const { auditReportVersion, vulnerabilities, metadata } = report;
  if (auditReportVersion !== 2 || vulnerabilities === undefined || metadata === undefined) {
    return { unanswered: report.message || report.error?.summary || printed.trim() || 'npm audit said nothing' };
  }
  const advisories = Object.values(vulnerabilities).flatMap(({ name, nodes, effects, via }) =>
    via.flatMap((one) => (typeof one === 'string' ? [] : [{ ...one, name, nodes, effects }])),
  );
  const serious = advisories.filter(({ severity }) => SERIOUS.has(severity));
  return { packages: metadata.dependencies.total, serious, lesser: advisories.length - serious.length };
}

function parsed(printed: string): Printed {
  try {
    return JSON.parse(printed) as Printed;
  } catch {
    return {};
  }
}

/** In plain words, for the person who ran it. */
export function auditText(audit: Audit): string {
  if ('unanswered' in audit) {
    return `The registry did not say what is known of our packages, so nobody has looked: ${audit.unanswered}
Try again later, or at another registry: npm run audit -- --registry=https://…
Meanwhile npm outdated tells what has newer versions. That is no audit, and no release is made without one.`;
  }
  const { packages, serious, lesser } = audit;
  const rest = lesser === 0 ? '' : ` ${lesser} of less weight: npm audit`;
  if (serious.length === 0) return `No high or critical weakness is known of the ${packages} packages.${rest}`;
  return `${serious.map(advisoryText).join('\n')}
${serious.length} of high or critical weight.${rest}
What to do: docs/runbooks/weak-dependency.md`;
}

function advisoryText({ severity, name, range, title, url, nodes, effects }: Advisory): string {
  const through = effects.length === 0 ? '' : `\n  is needed by ${effects.join(', ')}`;
  return `${severity}: ${name} ${range}: ${title}\n  ${url}\n  is at ${nodes.join(', ')}${through}`;
}
