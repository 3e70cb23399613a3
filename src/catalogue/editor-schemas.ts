// JSON Schemas (2020-12) of a pack's YAML files, for completion and hints in editors.
import { z } from "zod";
import { formFile } from "../engine/form/index.ts";
import { law } from "../law/index.ts";
import { pack } from "./format/index.ts";
import { procedureShape } from "./procedure-shape.ts";
import { ratesFile } from "./rates.ts";
import { scenario } from "./scenario.ts";

const files = { pack, form: formFile, procedure: procedureShape, scenario, law, rates: ratesFile } as const;

/** File name → content, as they lie in schema/. */
export function editorSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => {
      const { $schema, ...body } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      const titled = { $schema, title: `${name}.yaml`, ...body };
      return [`${name}.schema.json`, `${JSON.stringify(titled, null, 2)}\n`];
    }),
  );
}
