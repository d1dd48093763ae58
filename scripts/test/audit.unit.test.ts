import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditText, readAudit } from '../supply-chain/audit-report.ts';

/** As npm 11.19 printed it, for two made-up advisories. */
const FOUND = readFileSync(join(import.meta.dirname, 'supply-chain/audit.json'), 'utf8');
const report = JSON.parse(FOUND) as object;

describe('the findings of an audit', () => {
  it('are named with package, problem and dependents; minor ones are counted', () => {
    const audit = readAudit(FOUND);
    expect(audit).toMatchObject({ packages: 429, serious: [{ name: 'protobufjs', severity: 'high' }], lesser: 1 });
    expect(auditText(audit)).toBe(`high: protobufjs <=7.6.6: Sample: prototype pollution
  https://github.com/advisories/GHSA-high
  is at node_modules/protobufjs
  is needed by @grpc/proto-loader, @grpc/reflection, google-gax, proto3-json-serializer
1 of high or critical weight. 1 of less weight: npm audit
What to do: docs/runbooks/weak-dependency.md`);
  });

  it('are serious when critical as well', () => {
    const audit = readAudit(FOUND.replaceAll('"high"', '"critical"'));
    expect(audit).toMatchObject({ serious: [{ severity: 'critical' }] });
  });

  it('are empty when the registry reports none', () => {
    const audit = readAudit(JSON.stringify({ ...report, vulnerabilities: {} }));
    expect(audit).toEqual({ packages: 429, serious: [], lesser: 0 });
    expect(auditText(audit)).toBe('No high or critical weakness is known of the 429 packages.');
  });
});

describe('an audit without an answer', () => {
  it.each([
    ['an error', '{ "message": "405 Method Not Allowed", "error": { "summary": "", "detail": "" } }', '405 Method Not'],
    ['a summary', '{ "error": { "summary": "no lockfile", "detail": "" } }', 'no lockfile'],
    ['an empty object', '{}', '{}'],
    ['a report without packages', '{ "auditReportVersion": 2, "metadata": {} }', 'auditReportVersion'],
    ['a report of another format', JSON.stringify({ ...report, auditReportVersion: 3 }), 'auditReportVersion'],
    ['a page', '<html>log in</html>', '<html>'],
    ['nothing', '', 'npm audit said nothing'],
  ])('never passes as clean: %s', (_, printed, why) => {
    const audit = readAudit(printed);
    expect(audit).toEqual({ unanswered: expect.stringContaining(why) });
    expect(auditText(audit)).toContain('nobody has looked: ');
    expect(auditText(audit)).toContain('no release is made without one');
  });
});
