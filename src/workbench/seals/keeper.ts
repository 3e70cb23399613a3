// Naming the post that keeps a seal: what those who lead the organ send.
import { keepingPosts, nameKeeper } from "../../office/index.ts";
import { flash, type Http, readForm, refuse } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { mostGround } from "./keepers.tsx";
import { mayChange, organOf } from "./may.ts";
import { shown } from "./page.tsx";
import { text } from "./words.ts";

/** Names the keeper of a seal. */
export async function sealKeeper(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, officer, lang, now } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const organ = organOf(c, bench);
  if (organ === undefined) return refuse(c, "notFound");
  if (!mayChange(bench, organ)) return refuse(c, "forbidden");
  const [post, ground] = [form.fields.get("keeper"), form.fields.get("why")];
  const found = keepingPosts(directory, organ, undefined, desk.day(now)).find(({ name }) => name === post);
  const errors: FieldError[] = [];
  if (!found) errors.push({ name: "keeper", text: text.keeperMissing });
  if (ground === undefined || ground.length > mostGround) errors.push({ name: "why", text: text.groundMissing });
  const typed = new Map([
    ["keeper", post ?? ""],
    ["why", ground ?? ""],
  ]);
  if (!found || ground === undefined || errors.length > 0) return shown(c, bench, organ, errors, typed);
  const done = await nameKeeper(desk.pool, { organ, post: found.name, at: now, officer: officer.id, ground });
  if (done === "done") flash(c, "seal-changed");
  return c.redirect(routes.seal.to({ lang, organ }), 303);
}
