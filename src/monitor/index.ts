// How the installation is doing: for machines as metrics, for administrators in words.
export { type Health, health } from "./health.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
