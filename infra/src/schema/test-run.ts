import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';

/** Of k6-operator, which no package has; what its pods are made of is Kubernetes' own. Only what we say of it. */
export interface ITestRun {
  apiVersion: 'k6.io/v1alpha1';
  kind: 'TestRun';
  metadata: IObjectMeta;
  spec: {
    /** In how many pods it runs. */
    parallelism: number;
    /** Each on a node of its own. */
    separate?: boolean;
    /** In the image. */
    script: { localFile: string };
    arguments?: string;
    runner: ITestRunPod;
    starter: ITestRunPod;
  };
}

export interface ITestRunPod
  extends
    Pick<IContainer, 'env' | 'envFrom' | 'volumeMounts'>,
    Pick<IPodSpec, 'volumes'>,
    Required<Pick<IPodSpec, 'securityContext' | 'serviceAccountName'>>,
    Required<Pick<IContainer, 'image' | 'resources'>> {
  imagePullPolicy?: IContainer['imagePullPolicy'];
  metadata: { labels: Record<string, string> };
  /** A word here, and true unless it is "false". */
  automountServiceAccountToken: 'false' | 'true';
  containerSecurityContext: IContainer['securityContext'];
}
