import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { exportAsKeeper, fileByNumber } from "../../office/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDesk } from "../desk.ts";

export const run: Run = async (call) => {
  const {
    args: [number = "", given = ""],
    options: { purpose = "" },
    json,
    out,
  } = call;
  const path = resolve(given);
  if (existsSync(path)) throw new Unusable(`${path} is there already: name a new file.`);
  if (purpose.trim() === "") throw new Unusable("--purpose is empty: say what the export is for; it is kept with the record of it.");
  const made = await withDesk(call, "archive export", async (desk) => {
    const found = await fileByNumber(desk, number);
    return found && exportAsKeeper(desk, found.id, purpose.trim().slice(0, 500));
  });
  if (!made) throw new Unusable(`There is no file ${number} in the archive, or its content was destroyed: check its number.`);
  writeFileSync(path, made.bytes, { mode: 0o600, flag: "wx" });
  if (json) out.json({ file: path, name: made.name, files: made.files, bytes: made.bytes.length });
  else out.line(`Wrote ${made.files} files of ${number} to ${path}; data/README.txt inside says how to check them.`);
  return 0;
};
