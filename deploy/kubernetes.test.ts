/** The Kubernetes manifests, against Kubernetes's own schemas and against what Firstlook needs of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { StatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Service } from "kubernetes-models/v1/Service";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readSettings, settings } from "#contracts/settings.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "deploy", "kubernetes");
const files = readdirSync(folder).filter((file) => file !== "kustomization.yaml");

interface Workload {
  metadata: { name: string };
  spec: {
    replicas: number;
    selector: { matchLabels: Record<string, string> };
    serviceName?: string;
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        securityContext: { runAsNonRoot: boolean };
        terminationGracePeriodSeconds: number;
        containers: Container[];
      };
    };
  };
}
interface Container {
  image: string;
  args: string[];
  env: { name: string; value?: string; valueFrom?: object }[];
  securityContext: { allowPrivilegeEscalation: boolean; readOnlyRootFilesystem: boolean };
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  livenessProbe: Probe;
  readinessProbe: Probe;
  startupProbe: Probe;
}
type Probe = { exec?: { command: string[] } };

const models = { Deployment, StatefulSet, PodDisruptionBudget, ConfigMap, Service };
const resources = files.flatMap((file) =>
  parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((document) => ({
    file,
    resource: document.toJS() as { kind: keyof typeof models; metadata: { name: string } },
  })),
);
const ofKind = <T>(kind: string) =>
  resources.filter(({ resource }) => resource.kind === kind).map(({ resource }) => resource as T);
const workloads = [...ofKind<Workload>("Deployment"), ...ofKind<Workload>("StatefulSet")];

test("every manifest is valid by Kubernetes's own schema, and the kustomization names every file", () => {
  for (const { file, resource } of resources) {
    const Model = models[resource.kind];
    expect(Model, `${file}: ${resource.kind}`).toBeDefined();
    expect(
      () => new Model(resource as never).validate(),
      `${file}: ${resource.kind} ${resource.metadata.name}`,
    ).not.toThrow();
  }
  const kustomization = parse(readFileSync(join(folder, "kustomization.yaml"), "utf8"));
  expect([...kustomization.resources].sort()).toEqual([...files].sort());
});

test("the schema is one that refuses: a wrong type and a field that is left out are found", () => {
  const [deployment] = ofKind<Workload>("Deployment");
  const wrong = { ...deployment, spec: { ...deployment?.spec, replicas: "two" } };
  expect(() => new Deployment(wrong as never).validate()).toThrow(/replicas/);
  const without = { ...deployment, spec: { ...deployment?.spec, selector: undefined } };
  expect(() => new Deployment(without as never).validate()).toThrow(/selector/);
});

test("every process of the system has its workload, and a pool of workers is a StatefulSet of fixed size", () => {
  const mains = workloads.map(({ spec }) => spec.template.spec.containers[0]?.args[0]);
  const wanted = [
    "server/web/main.ts",
    "server/distributor/main.ts",
    "server/gather/main.ts",
    "server/reconcile/main.ts",
    "workers/main.ts",
  ];
  expect(new Set(mains)).toEqual(new Set(wanted));
  for (const main of wanted) expect(existsSync(join(root, main)), main).toBe(true);
  const pools = ofKind<Workload>("StatefulSet").filter(({ metadata }) => metadata.name.startsWith("firstlook-worker"));
  expect(
    pools.map(({ spec }) => spec.template.spec.containers[0]?.env.find(({ name }) => name === "WORKER_POOL")?.value),
  ).toEqual(["quick-look", "wavefront", "backlog"]);
});

test("distributors are several, each with a lasting name, so that all read everything and none waits for another", () => {
  const [distributor] = ofKind<Workload>("StatefulSet").filter(({ metadata }) => metadata.name.includes("distributor"));
  expect(distributor?.spec.replicas).toBeGreaterThanOrEqual(2);
  const env = distributor?.spec.template.spec.containers[0]?.env;
  expect(env?.find(({ name }) => name === "DISTRIBUTOR_ID")?.valueFrom).toEqual({
    fieldRef: { fieldPath: "metadata.name" },
  });
});

describe.for(workloads.map((workload) => [workload.metadata.name, workload] as const))("%s", ([name, { spec }]) => {
  const pod = spec.template.spec;
  const [container] = pod.containers;

  test("runs without root and writes nowhere but in its own folders", () => {
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(container?.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
  });

  test("is bounded, probed, and stands under a disruption budget of its own", () => {
    expect(container?.resources).toMatchObject({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { memory: expect.any(String) },
    });
    expect(container).toMatchObject({ livenessProbe: {}, readinessProbe: {}, startupProbe: {} });
    const budgets = ofKind<{ spec: { selector: { matchLabels: object } } }>("PodDisruptionBudget");
    expect(
      budgets.filter((budget) => JSON.stringify(budget.spec.selector) === JSON.stringify(spec.selector)),
    ).toHaveLength(1);
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
  });

  test("a probe asks for a file that the process writes", () => {
    const command = container?.livenessProbe.exec?.command;
    if (command === undefined) return expect(name).toBe("firstlook-web");
    expect(command.slice(0, 2)).toEqual(["node", "scripts/alive.mjs"]);
    const main = readFileSync(join(root, container?.args[0] ?? ""), "utf8");
    expect(main).toMatch(new RegExp(`beatProcess\\(redis, ["\`]${command[2]}`));
  });

  test("its settings are settings", () => {
    const known = Object.keys(settings.shape);
    for (const { name: variable } of container?.env ?? []) expect(known).toContain(variable);
  });

  test("a worker has the time to finish its image before it is killed", () => {
    if (container?.args[0] !== "workers/main.ts")
      return expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
    const timeoutS = Number(container.env.find((variable) => variable.name === "TASK_TIMEOUT_S")?.value);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(timeoutS);
  });
});

test("the settings are ones that a process starts with, and hold no password", () => {
  const [map] = ofKind<{ data: Record<string, string> }>("ConfigMap");
  const known = Object.keys(settings.shape);
  for (const name of Object.keys(map?.data ?? {})) expect(known).toContain(name);
  expect(() => readSettings(map?.data ?? {})).not.toThrow();
  expect(Object.keys(map?.data ?? {}).filter((name) => /PASSWORD|TOKEN|SECRET|REDIS_URL/.test(name))).toEqual([]);
});

test("no manifest names a host or a registry", () => {
  for (const { spec } of workloads)
    for (const { image } of spec.template.spec.containers) expect(image).toBe("firstlook");
  for (const file of files) {
    const hosts = readFileSync(join(folder, file), "utf8").match(
      /https?:\/\/[\w.-]+|\b[\w-]+\.(org|com|io|net|edu)\b(?!\/)/g,
    );
    expect(hosts ?? [], file).toEqual([]);
  }
});
