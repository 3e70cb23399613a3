// Who may see a register's records here: officers of the agency that keeps it; its steward may also load, export and tell records apart.
import { registryOf } from "../../casework/index.ts";
import { errorAnswer, type Http } from "../../platform/http/index.ts";
import { type Fields, type Register, registerOf, registers } from "../../registry/index.ts";
import { ownDuty } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";

const noRegister = {
  title: { zh: "没有这个登记库，或者它不归您的部门管理", en: "There is no such register, or your agency does not keep it" },
  detail: {
    zh: "登记库的记录由管理它的部门查看；其他部门通过数据共享取得。",
    en: "Its records are seen by the agency that keeps it; others get data by sharing.",
  },
} as const;

/** The agency's post in which an officer looks at a register; undefined where there is none. */
export const postFor = ({ officer }: Pick<Bench, "officer">, { owner, steward }: Register): string | undefined =>
  officer.posts.find((post) => post === steward) ?? officer.posts.find((post) => post.startsWith(`${owner}/`));

export const isSteward = ({ officer }: Pick<Bench, "officer">, { steward }: Register): boolean => officer.posts.includes(steward);

/** The registers that this officer's agencies keep. */
export async function ownRegisters(bench: Bench): Promise<readonly Register[]> {
  const all = await registers({ app: bench.desk.pool });
  return all.filter((one) => postFor(bench, one) !== undefined);
}

/** Whether records of the register hold more than open fields. */
export const isPersonal = ({ fields }: Register): boolean => Object.values(fields).some((field) => field.class !== "open");

export type Opened =
  | { readonly ok: true; readonly register: Register; readonly post: string }
  | { readonly ok: false; readonly response: Response };

/** The register named in the address for this officer; for what the steward alone does, for the steward. */
export async function openRegister(c: Http, bench: Bench, steward = false): Promise<Opened> {
  const register = await registerOf({ app: bench.desk.pool }, c.req.param("register") ?? "");
  const post = register && postFor(bench, register);
  if (!register || post === undefined || (steward && !isSteward(bench, register)))
    return { ok: false, response: await errorAnswer(c, { status: 404, ...noRegister }) };
  return { ok: true, register, post };
}

/** Records on both sides that these records are looked at, each person's own; before any of them is shown. */
export async function recordLook(
  bench: Bench,
  register: Register,
  post: string,
  records: readonly Fields[],
  fields: readonly string[],
  purpose: string,
): Promise<void> {
  const [key = ""] = register.keys;
  await bench.desk.exchange.askTogether(
    records.flatMap((record) => {
      const value = record[key];
      if (value === undefined) return [];
      return {
        register: register.id,
        key: String(value),
        by: key,
        fields,
        purpose: { zh: purpose, en: purpose },
        ground: { law: ownDuty },
        asker: { agency: register.owner, post: post.slice(register.owner.length + 1), actor: `officer:${bench.officer.id}` },
      };
    }),
  );
}

/** What registers are read with. */
export const groundOf = (bench: Bench) => registryOf(bench.desk);
