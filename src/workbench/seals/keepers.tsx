// Which post keeps a seal: shown with who holds it and since when it was named; named by those who lead the organ.
import { keepingPosts, type SealKeeper } from "../../office/index.ts";
import { Button, DateTime, errorOf, type FieldError, Form, LangText, Select, Table, Tag, Textarea } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export const mostGround = 500;

export function Keepers({ bench, organ, keepers }: { bench: Bench; organ: string; keepers: readonly SealKeeper[] }) {
  const { desk, directory, now } = bench;
  const day = desk.day(now);
  const posts = keepingPosts(directory, organ, keepers[0]?.post, day);
  const namedSince = posts.some(({ name }) => name === keepers[0]?.post) ? keepers[0]?.at : undefined;
  return (
    <>
      <p>
        <LangText of={text.keepers} /> {posts.length === 0 ? <Tag kind="late">{text.nobody}</Tag> : null}
        {posts.map((post) => (
          <span key={post.name}>
            <LangText of={post.title} /> (
            {directory
              .officersOf(post.name, day)
              .map(({ name }) => name)
              .join("、")}
            ){" "}
          </span>
        ))}
        {namedSince === undefined ? null : (
          <span class="e-muted">
            <LangText of={text.namedSince} /> <DateTime at={namedSince} />
          </span>
        )}
      </p>
      {keepers.length === 0 ? null : (
        <Table
          caption={text.keepersNamed}
          rows={keepers}
          rowKey={({ at, post }) => `${at} ${post}`}
          columns={[
            { title: text.post, heads: true, cell: ({ post }) => <LangText of={directory.post(post)?.title ?? { zh: post, en: post }} /> },
            { title: text.from, cell: ({ at }) => <DateTime at={at} /> },
            { title: text.enteredBy, cell: ({ officer }) => officerName(directory, officer) },
            { title: text.reason, cell: ({ ground }) => ground },
          ]}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly bench: Bench;
  readonly organ: string;
  readonly named: string | undefined;
  readonly errors: readonly FieldError[];
  readonly typed: ReadonlyMap<string, string>;
}

export function KeeperForm({ bench: { desk, directory, lang, now }, organ, named, errors, typed }: FormProps) {
  const posts = keepingPosts(directory, organ, undefined, desk.day(now)).filter(({ name }) => name !== named);
  if (posts.length === 0) return null;
  return (
    <>
      <h2>
        <LangText of={text.nameKeeper} />
      </h2>
      <Form action={routes.sealKeeper.to({ lang, organ })}>
        <Select
          name="keeper"
          label={text.newKeeper}
          hint={text.newKeeperHint}
          options={posts.map(({ name, title }) => ({ value: name, label: title }))}
          value={typed.get("keeper")}
          error={errorOf(errors, "keeper")}
        />
        <Textarea
          name="why"
          label={text.ground}
          hint={text.groundHint}
          value={typed.get("why")}
          maxlength={mostGround}
          rows={2}
          error={errorOf(errors, "why")}
        />
        <Button kind="second">{text.doChange}</Button>
      </Form>
    </>
  );
}
