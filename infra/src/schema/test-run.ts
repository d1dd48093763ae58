import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';

/** k6-operator. No package has its type; pods use Kubernetes' own types. Only the fields that we use. */
export interface ITestRun {
  apiVersion: 'k6.io/v1alpha1';
  kind: 'TestRun';
  metadata: IObjectMeta;
  spec: {
    /** Number of pods. */
    parallelism: number;
    /** Whether each pod needs a node of its own. */
    separate?: boolean;
    /** Path in the image. */
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
  /** A string here; anything but "false" means true. */
  automountServiceAccountToken: 'false' | 'true';
  containerSecurityContext: IContainer['securityContext'];
}
