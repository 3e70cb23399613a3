// Every reason for which a seal may not be applied, and the ways in which a keeper may hold the post.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleCity } from "../../../test/support/city.ts";
import type { SealAct } from "../../casework/index.ts";
import { makeDirectory, type StandIn } from "../../organisation/index.ts";
import { authorityOf, type SealState } from "./authority.ts";

const { roster } = sampleCity();
const minute = "2026-09-21T10:00";
const at = Date.parse("2026-09-21T10:00:00+08:00");
const agency = {
  id: "bureau",
  title: { zh: "试验局", en: "Trial bureau" },
  code: "1",
  uscc: "2",
  phone: "",
  address: { zh: "", en: "" },
  active: true,
};
const other = { ...agency, id: "other", title: { zh: "别的局", en: "Another bureau" } };
const post = (name: string, rights: readonly string[] = []) => ({
  name,
  agency: name.slice(0, name.indexOf("/")),
  title: { zh: name, en: name },
  duties: [],
  rights,
  active: true,
});
const officer = (id: string, held: string, from = "2025-01-01", to?: string) => ({
  id,
  name: id,
  phone: "",
  language: "zh" as const,
  appointments: [{ post: held, from, ...(to === undefined ? {} : { to }) }],
});
const standIn = (more: Partial<StandIn>): StandIn => ({
  id: "1",
  how: "delegated",
  post: "bureau/keeper",
  for: "keeper",
  officer: "deputy",
  from: "2026-09-01",
  to: "2026-09-30",
  by: "head",
  ...more,
});
const directory = (standIns: readonly StandIn[] = []) =>
  makeDirectory({
    city: roster.city,
    agencies: [agency, other],
    posts: [
      post("bureau/keeper", ["keep-seal"]),
      post("bureau/office", ["keep-seal"]),
      post("bureau/head"),
      post("bureau/clerk"),
      post("other/keeper", ["keep-seal"]),
      post("other/head"),
    ],
    officers: [
      officer("keeper", "bureau/keeper"),
      officer("former", "bureau/keeper", "2020-01-01", "2026-08-31"),
      officer("clerk", "bureau/clerk"),
      officer("deputy", "bureau/clerk"),
      officer("head", "bureau/head"),
      officer("stranger", "other/keeper"),
    ],
    standIns,
  });
const act = (more: Partial<SealAct> = {}): SealAct => ({
  organ: "bureau",
  by: { officer: "keeper", post: "bureau/keeper" },
  approved: { officer: "head", post: "bureau/head", at: at - 60_000, entry: 3 },
  at,
  ...more,
});
const judge = (
  one: SealAct,
  { state = "used", standIns = [], keeper }: { state?: SealState; standIns?: readonly StandIn[]; keeper?: string } = {},
) =>
  authorityOf(directory(standIns), one, {
    minute,
    state,
    ...(keeper === undefined ? {} : { keeper: { post: keeper, at: at - 3_600_000 } }),
  });
const why = (answer: ReturnType<typeof judge>): string => (answer.ok ? "nothing" : answer.text.en);

test("a keeper holds the post, or acts in it for its holder", () => {
  const own = judge(act());
  assert.ok(own.ok);
  assert.deepEqual(own.authority.held, { since: "2025-01-01", as: "holder" });
  const lent = judge(act({ by: { officer: "deputy", post: "bureau/keeper" } }), { standIns: [standIn({})] });
  assert.ok(lent.ok, why(lent));
  assert.deepEqual(lent.authority.held, { since: "2026-09-01", as: "delegated" });
});

test("whoever has no right to the seal, or had none on that day, is refused", () => {
  assert.match(why(judge(act({ organ: "nowhere" }))), /no such organ/);
  assert.match(why(judge(act({ by: { officer: "clerk", post: "bureau/clerk" } }))), /no right to use the seal/);
  assert.match(why(judge(act({ by: { officer: "stranger", post: "other/keeper" } }))), /no right to use the seal/);
  assert.match(why(judge(act({ by: { officer: "former", post: "bureau/keeper" } }))), /did not hold that post/);
  assert.match(why(judge(act({ by: { officer: "clerk", post: "bureau/keeper" } }))), /did not hold that post/);
  const ended = standIn({ to: "2026-09-20" });
  assert.match(why(judge(act({ by: { officer: "deputy", post: "bureau/keeper" } }), { standIns: [ended] })), /did not hold that post/);
  const some = standIn({ packs: ["leave"] });
  assert.match(why(judge(act({ by: { officer: "deputy", post: "bureau/keeper" } }), { standIns: [some] })), /did not hold that post/);
});

test("two persons: the keeper is not the signer, and neither acts for the other", () => {
  const approved = { officer: "keeper", post: "bureau/head", at: at - 1, entry: 3 };
  assert.match(why(judge(act({ approved }))), /another person has to/);
  const lent = standIn({ for: "keeper", officer: "head" });
  const signedByActing = act({ by: { officer: "head", post: "bureau/keeper" }, approved: { ...approved, officer: "keeper" } });
  assert.match(why(judge(signedByActing, { standIns: [lent] })), /another person has to/);
});

test("somebody of the organ signed before, and the seal is in use", () => {
  assert.match(
    why(judge(act({ approved: { officer: "stranger", post: "other/head", at: at - 1, entry: 3 } }))),
    /Nobody of Trial bureau signed/,
  );
  assert.match(why(judge(act({ approved: { officer: "head", post: "bureau/head", at: at + 1, entry: 3 } }))), /not signed yet/);
  assert.match(why(judge(act(), { state: "suspended" })), /suspended/);
  assert.match(why(judge(act(), { state: "revoked" })), /no longer in use/);
});

test("authority is judged to the instant: a right that ended an hour before gives none, one that was ended an hour later did", () => {
  const deputy = act({ by: { officer: "deputy", post: "bureau/keeper" } });
  const hour = 3_600_000;
  for (const [one, holds] of [
    [{ to: "2026-09-21", ends: "09:00" }, false],
    [{ to: "2026-09-21", ends: "10:00" }, false],
    [{ to: "2026-09-21", ends: "10:01" }, true],
    [{ from: "2026-09-21", begins: "11:00" }, false],
    [{ from: "2026-09-21", begins: "10:00" }, true],
    [{ endedAt: at - hour }, false],
    [{ endedAt: at + hour }, true],
  ] as const) {
    const judged = judge(deputy, { standIns: [standIn(one)] });
    assert.equal(judged.ok, holds, JSON.stringify(one));
    if (!judged.ok) assert.match(why(judged), /did not hold that post/);
  }
});

test("where a keeper's post was named, it alone applies the seal; a named post that is gone binds nobody", () => {
  assert.match(why(judge(act(), { keeper: "bureau/office" })), /kept by the post “bureau\/office”/);
  const own = judge(act(), { keeper: "bureau/keeper" });
  assert.ok(own.ok);
  assert.equal(own.authority.named, at - 3_600_000);
  const other = judge(act(), { keeper: "bureau/gone" });
  assert.ok(other.ok);
  assert.equal(other.authority.named, undefined);
});
