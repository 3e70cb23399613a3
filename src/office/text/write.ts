// Saving a text, so that nothing is lost whatever comes between: what could not be saved is kept as the writer's working copy.
import { type Desk, load, type Refused, type SavedText, type SaveText, saveText } from "../../casework/index.ts";
import type { Actor } from "../../identity/index.ts";
import { dropWorking, keepWorking } from "./working.ts";

/** As casework's saveText; where somebody else saved first, what was written is kept and offered again on the page. */
export async function writeText(desk: Desk, actor: Actor, id: string, name: string, save: SaveText): Promise<SavedText | Refused> {
  const saved = await saveText(desk, actor, id, name, save);
  if (actor.kind !== "officer") return saved;
  const loaded = saved.ok || saved.code === "text-changed" || saved.code === "busy" ? await load(desk, id) : undefined;
  if (!loaded) return saved;
  if (saved.ok) await dropWorking(desk, actor, loaded, name);
  else await keepWorking(desk, actor, loaded, name, save);
  return saved;
}
