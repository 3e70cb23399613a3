// Submissions such as people of the sample city send, with a token for each of them.
import { applicable, factsOf } from "../src/casework/index.ts";
import type { Config } from "../src/config.ts";
import { issueToken } from "../src/identity/index.ts";
import { openStage } from "../src/load/scene.ts";
import type { DatabaseUrls } from "../src/platform/database/index.ts";
import { seeded } from "../src/platform/random/index.ts";
import type { HttpRequest } from "./http-client.ts";

/** What is sent, without the key that makes each one new. */
export type Submission = Omit<HttpRequest, "key">;

/** So many different ones, of all services in turn. */
export async function submissionsFor(config: Config, urls: DatabaseUrls, count: number): Promise<readonly Submission[]> {
  const now = Date.now();
  const stage = await openStage({ config, urls, until: now });
  const { ground } = stage.scene.desk;
  const random = seeded(20260921);
  const tokens = new Map<string, string>();
  const made: Submission[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const service = stage.services[n % stage.services.length];
      if (!service) continue;
      const { no, party, actor } = random.pick(service.applicants);
      const data = service.answers(party.kind, random, no);
      const facts = factsOf(service.pack, { answers: data, evidence: {}, applicant: party.kind });
      const declared = applicable(service.pack, facts).filter(({ sources }) => sources.some((source) => "declaration" in source));
      let token = tokens.get(actor.id);
      if (token === undefined) {
        const issued = await issueToken(ground, { as: actor.id, label: "bench" }, now);
        if (!issued.ok) throw new Error(issued.text.en);
        token = issued.token;
        tokens.set(actor.id, token);
      }
      const body = {
        service: service.pack.header.id,
        data,
        evidence: declared.map(({ id }) => ({ requirement: id, declared: true })),
        ...(party.kind === "organisation" ? { onBehalfOf: party.id } : {}),
      };
      made.push({ method: "POST", path: "/api/v1/cases", token, body: JSON.stringify(body) });
    }
  } finally {
    await stage.close();
  }
  return made;
}
