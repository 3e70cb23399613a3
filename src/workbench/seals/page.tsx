// One organ's seal: who keeps it, every use of it, what became of it; and, for those who lead, suspending and taking it up again.
import { changeSeal, type SealState, sealChanges, sealFigures, sealKeepers, sealUses } from "../../office/index.ts";
import { flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { number } from "../../platform/i18n/index.ts";
import {
  Breadcrumbs,
  Button,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Pagination,
  Select,
  Table,
  Tag,
  Textarea,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { KeeperForm, Keepers, mostGround } from "./keepers.tsx";
import { mayChange, organOf } from "./may.ts";
import { Uses } from "./uses.tsx";
import { states, text } from "./words.ts";

const perPage = 50;

export async function sealPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  const organ = organOf(c, bench);
  return organ === undefined ? refuse(c, "notFound") : shown(c, bench, organ, [], new Map(), said);
}

/** The page of a seal, with what was typed into one of its forms and is wrong. */
export async function shown(
  c: Http,
  bench: Bench,
  organ: string,
  errors: readonly FieldError[],
  typed: ReadonlyMap<string, string>,
  said?: string,
): Promise<Response> {
  const { desk, directory, lang, now } = bench;
  const asked = c.req.method === "GET" ? c.req.query("before") : undefined;
  const before = asked === undefined ? undefined : Number(asked);
  if (before !== undefined && !(Number.isSafeInteger(before) && before > 0 && before < 2 ** 31)) return refuse(c, "badCursor");
  const [uses, changes, [figure], keepers] = await Promise.all([
    sealUses(desk.pool, { organ, limit: perPage + 1, ...(before === undefined ? {} : { before }) }),
    sealChanges(desk.pool, organ),
    sealFigures(desk.pool, [organ], now),
    sealKeepers(desk.pool, organ),
  ]);
  const rows = uses.slice(0, perPage);
  const here = routes.seal.to({ lang, organ });
  const next = uses.length > perPage ? routes.seal.to({ lang, organ }, { before: String(rows.at(-1)?.n ?? 1) }) : undefined;
  const state = figure?.state ?? "used";
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={agencyTitle(directory, organ)} /> <Tag kind={state === "used" ? "done" : "late"}>{states[state]}</Tag>
      </h1>
      <Keepers bench={bench} organ={organ} keepers={keepers} />
      <p>
        <LangText of={text.uses} /> {number(figure?.uses ?? 0, lang)}
      </p>
      <h2>
        <LangText of={text.register} />
      </h2>
      {rows.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.noUses} />
        </p>
      ) : (
        <>
          <p>
            <Link href={routes.sealFile.to({ lang, organ })}>
              <LangText of={text.file} />
            </Link>
          </p>
          <Uses bench={bench} organ={organ} rows={rows} />
        </>
      )}
      {before === undefined ? null : (
        <p>
          <Link href={here}>
            <LangText of={text.first} />
          </Link>
        </p>
      )}
      <Pagination next={next} />
      <h2>
        <LangText of={text.changes} />
      </h2>
      {changes.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.noChanges} />
        </p>
      ) : (
        <Table
          caption={text.changes}
          hideCaption
          rows={changes}
          rowKey={({ at, n }) => `${at} ${n}`}
          columns={[
            {
              title: text.what,
              heads: true,
              cell: (one) => (
                <LangText
                  of={
                    one.n === null
                      ? states[one.state]
                      : { zh: `${text.nth(one.n).zh}：${text.void.zh}`, en: `${text.nth(one.n).en}: ${text.void.en}` }
                  }
                />
              ),
            },
            { title: text.from, cell: (one) => <DateTime at={one.from} /> },
            { title: text.entered, cell: ({ at }) => <DateTime at={at} /> },
            { title: text.enteredBy, cell: ({ officer }) => officerName(directory, officer) },
            { title: text.reason, cell: ({ ground }) => ground },
          ]}
        />
      )}
      {mayChange(bench, organ) ? (
        <>
          <KeeperForm bench={bench} organ={organ} named={keepers[0]?.post} errors={errors} typed={typed} />
          <ChangeForm action={routes.sealState.to({ lang, organ })} state={state} errors={errors} typed={typed} />
        </>
      ) : null}
    </>
  );
  const frame = {
    title: agencyTitle(directory, organ),
    here: "seals",
    flash: said,
    failed: errors.length > 0,
    before: <Breadcrumbs items={[{ href: routes.seals.to({ lang }), label: text.seals }]} />,
  };
  return sendPage(c, await framed(bench, frame, content), errors.length > 0 ? 422 : 200);
}

function ChangeForm(props: { action: string; state: SealState; errors: readonly FieldError[]; typed: ReadonlyMap<string, string> }) {
  const { action, state, errors, typed } = props;
  const options = (["used", "suspended", "revoked"] as const)
    .filter((one) => one !== state)
    .map((value) => ({ value, label: states[value] }));
  return (
    <>
      <h2>
        <LangText of={text.change} />
      </h2>
      <Form action={action}>
        <Select name="state" label={text.newState} options={options} value={typed.get("state")} error={errorOf(errors, "state")} />
        <Input
          name="since"
          label={text.since}
          hint={text.sinceHint}
          code
          autocomplete="off"
          maxlength={10}
          value={typed.get("since")}
          error={errorOf(errors, "since")}
          width={10}
        />
        <Textarea
          name="ground"
          label={text.ground}
          hint={text.groundHint}
          value={typed.get("ground")}
          maxlength={mostGround}
          rows={3}
          error={errorOf(errors, "ground")}
        />
        <Button kind="second">{text.doChange}</Button>
      </Form>
    </>
  );
}

const isState = (value: string | undefined): value is SealState => value !== undefined && Object.hasOwn(states, value);

export async function sealState(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang, now } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const organ = organOf(c, bench);
  if (organ === undefined) return refuse(c, "notFound");
  if (!mayChange(bench, organ)) return refuse(c, "forbidden");
  const typed = new Map(["state", "since", "ground"].map((name) => [name, form.fields.get(name) ?? ""]));
  const [state, since, ground] = [form.fields.get("state"), form.fields.get("since"), form.fields.get("ground")];
  const from = since === undefined ? now : startOf(since, desk.zone);
  const errors: FieldError[] = [];
  if (!isState(state)) errors.push({ name: "state", text: text.stateMissing });
  if (from === undefined || from > now) errors.push({ name: "since", text: text.sinceWrong });
  if (ground === undefined || ground.length > mostGround) errors.push({ name: "ground", text: text.groundMissing });
  if (!isState(state) || from === undefined || ground === undefined || errors.length > 0) return shown(c, bench, organ, errors, typed);
  const done = await changeSeal(desk.pool, { organ, state, from, at: now, officer: officer.id, ground });
  // Sent twice it counts once.
  if (done === "done") flash(c, "seal-changed");
  return c.redirect(routes.seal.to({ lang, organ }), 303);
}

/** The instant at which a day begins in the city; undefined where it is no day. */
function startOf(day: string, zone: string): number | undefined {
  try {
    return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}
