// Front door: YAML that anybody may have written, read under limits, with every problem at its line.
export { type Parsed, parseYaml } from "./parse.ts";
export { type Problem, problemLine, sortProblems } from "./problem.ts";
export { readYaml, type YamlDocument, type YamlResult } from "./read.ts";
export { key, text } from "./shapes.ts";
