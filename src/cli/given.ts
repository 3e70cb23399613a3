import { readFileSync } from "node:fs";
import { Unusable } from "./command.ts";

/** The text of a file that the caller named. @throws Unusable when it cannot be read */
export function readGiven(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Unusable(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}): check its name and your right to read it.`);
  }
}
