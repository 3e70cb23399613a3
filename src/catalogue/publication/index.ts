// What stands between a pack that holds together and one that may be published here.
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import type { Place } from "../place.ts";
import { asked, registers, written } from "./data.ts";
import { explored } from "./explored.ts";
import { guide, told } from "./guide.ts";
import { joint } from "./joint.ts";
import { law } from "./law.ts";
import { posts } from "./posts.ts";
import { rates } from "./rates.ts";

/** The problems of a pack at a place. Warnings do not stop it. */
export const publication = (parts: Parts, place: Place): Problem[] =>
  [explored, posts, law, guide, told, registers, written, asked, rates, joint].flatMap((check) => check(parts, place));
