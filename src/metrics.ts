import { Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  invocation(done: { verb: string; result: string; ms: number }): void;
  lateness(job: string, seconds: number): void;
  /** Reads the outbox's depth and age when it is scraped. */
  watchOutbox(read: () => Promise<{ depth: Record<string, number>; oldestSeconds: number }>): void;
  text(): Promise<string>;
}

/** Prometheus metrics of one process. Labels are verbs, outcomes and job names only: never people or clients. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const count = new Counter({
    name: "va_desk_invocations_total",
    help: "Invocations by verb and outcome",
    labelNames: ["verb", "outcome"],
    registers,
  });
  const latency = new Histogram({
    name: "va_desk_invocation_seconds",
    help: "Time from invocation to outcome",
    labelNames: ["verb"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  const late = new Histogram({
    name: "va_desk_job_lateness_seconds",
    help: "How long after its nominal time an occurrence was done",
    labelNames: ["job"],
    buckets: [1, 5, 15, 60, 300, 1800, 7200],
    registers,
  });
  let read: (() => Promise<{ depth: Record<string, number>; oldestSeconds: number }>) | undefined;
  new Gauge({
    name: "va_desk_outbox_rows",
    help: "Messages by state",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      for (const [state, n] of Object.entries((await read?.())?.depth ?? {})) this.set({ state }, n);
    },
  });
  new Gauge({
    name: "va_desk_outbox_oldest_seconds",
    help: "Age of the oldest message not yet sent",
    registers,
    async collect() {
      this.set((await read?.())?.oldestSeconds ?? 0);
    },
  });
  return {
    invocation({ verb, result, ms }) {
      count.inc({ verb, outcome: result });
      latency.observe({ verb }, ms / 1000);
    },
    lateness: (job, seconds) => late.observe({ job }, seconds),
    watchOutbox(reading) {
      read = reading;
    },
    text: () => registry.metrics(),
  };
}
