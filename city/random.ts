// The city's generator: the same on every machine, every time.
export { type Random, seeded } from "../src/platform/random/index.ts";
