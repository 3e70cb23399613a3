// One thing at once: a part's page says what it is a part of; the bundle's page shows its parts.
import { bundleOf, type PartView, partsOf } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { DateText, LangText, Table, Tag, type TagKind } from "../../platform/page/index.ts";
import { registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import type { CasePart } from "./part.ts";
import { partStatus, text } from "./words.ts";

/** Nothing where the case neither is a bundle nor belongs to one. */
export const bundlePart: CasePart = {
  id: "bundle",
  title: text.bundle,
  place: "first",
  show: async ({ bench, view }) => {
    const { desk, officer, lang } = bench;
    const [parts, bundle] = await Promise.all([partsOf(desk, officer, view), bundleOf(desk, officer, view)]);
    if (parts.length > 0) {
      const silent = parts.some((part) => part.silent) ? await registers({ app: desk.pool }) : [];
      return <Parts bench={bench} parts={parts} titles={new Map(silent.map(({ id, title }) => [id, title]))} />;
    }
    if (!bundle) return undefined;
    return (
      <p>
        <LangText of={text.partOf} />{" "}
        {bundle.readable ? (
          <a class="govuk-link" href={routes.case.to({ lang, id: bundle.id })}>
            <LangText of={bundle.title} /> <span class="e-code">{bundle.number}</span>
          </a>
        ) : (
          <>
            <LangText of={bundle.title} /> <span class="e-code">{bundle.number}</span>
          </>
        )}
      </p>
    );
  },
};

const kinds = {
  "left-out": "plain",
  waiting: "plain",
  opening: "now",
  running: "now",
  ended: "done",
  "not-opened": "plain",
} as const satisfies Record<PartView["status"], TagKind>;

/** What a part that has no case yet waits for: other parts, or a register that does not answer. */
function waitsFor({ status, silent, because }: PartView, titles: ReadonlyMap<string, Text>): Text | undefined {
  if (silent) {
    const { zh, en } = titles.get(silent.register) ?? { zh: silent.register, en: silent.register };
    return { zh: `“${zh}”没有答复`, en: `No answer from: ${en}` };
  }
  if (status !== "waiting" || because.length === 0) return undefined;
  return { zh: because.map(({ zh }) => zh).join("、"), en: because.map(({ en }) => en).join(", ") };
}

function Parts({ bench, parts, titles }: { bench: Bench; parts: readonly PartView[]; titles: ReadonlyMap<string, Text> }) {
  const { lang, directory } = bench;
  return (
    <Table
      caption={text.bundle}
      hideCaption
      rows={parts}
      rowKey={({ key }) => key}
      columns={[
        {
          title: text.part,
          heads: true,
          cell: ({ title, case: view }) =>
            view ? (
              <a class="govuk-link" href={routes.case.to({ lang, id: view.heading.id })}>
                <LangText of={title} />
              </a>
            ) : (
              <LangText of={title} />
            ),
        },
        { title: text.ownedBy, cell: ({ agency }) => <LangText of={agencyTitle(directory, agency)} /> },
        {
          title: text.partState,
          cell: (part) => {
            const { status, outcome, outcomeTitle, silent } = part;
            const why = waitsFor(part, titles);
            return (
              <>
                <Tag kind={outcome === "refused" ? "late" : silent ? "soon" : kinds[status]}>
                  {outcomeTitle ?? (silent ? text.silentRegister : partStatus[status])}
                </Tag>
                {why ? (
                  <div class="e-muted">
                    <LangText of={why} />
                  </div>
                ) : null}
              </>
            );
          },
        },
        {
          title: text.partDue,
          cell: ({ dueAt, silent }) =>
            silent ? (
              <>
                <LangText of={text.triedUntil} /> <DateText of={silent.until} />
              </>
            ) : dueAt === undefined ? (
              "—"
            ) : (
              <DateText of={dueAt} />
            ),
        },
      ]}
    />
  );
}
