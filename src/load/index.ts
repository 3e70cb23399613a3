// Years of plausible history for an installation that is to be tried, shown or measured.
export { type LoadOptions, type LoadReport, loadCases } from "./load.ts";
export { keyringIn } from "./scene.ts";
