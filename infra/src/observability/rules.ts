import { ALERTS } from './alerts/alerts.ts';
import type { Alert } from './rule.ts';
import { burnRules } from './slo.ts';

/** Base URL of docs/runbooks for the person on call. Set by the operator: infra/README.md. */
const RUNBOOKS = 'https://safe-community.example.gov.ua/docs/runbooks';

export function runbookUrl({ runbook }: Alert): string {
  return `${RUNBOOKS}/${runbook}.md`;
}

/** All rules as a PrometheusRule object; promtool reads its `spec`. */
export function prometheusRule() {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'safe-community', labels: { 'app.kubernetes.io/component': 'telemetry' } },
    spec: {
      groups: [
        { name: 'safe-community-slo', interval: '1m', rules: burnRules },
        { name: 'safe-community-alerts', rules: ALERTS.map(alertingRule) },
      ],
    },
  };
}

function alertingRule(alert: Alert) {
  const { name, severity, expr, summary, summaryUk, description } = alert;
  return {
    alert: name,
    expr,
    for: alert.for,
    labels: { severity },
    annotations: { summary, summary_uk: summaryUk, description, runbook_url: runbookUrl(alert) },
  };
}
