// Fields of a form that ask for what a register holds: each is an errand, and needs its reason.
import type { Form, FormField } from "../engine/form/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { PackHeader } from "./format/index.ts";

/** A register as far as its fields are known by. */
export interface NamedFields {
  readonly id: string;
  readonly title: Text;
  readonly fields: Readonly<Record<string, { readonly title: Text }>>;
}

export interface HeldField {
  readonly field: string;
  readonly register: string;
  readonly key: string;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The fields that a person types although a register holds the like: by name or label in a register that the pack asks anyway, by
 * label in any other. Not those that are fetched (`from`), by which a register is searched, that nobody sees, or that say `held: none`.
 */
export function heldFields(header: Pick<PackHeader, "requirements">, form: Form, registers: readonly NamedFields[]): readonly HeldField[] {
  const sources = header.requirements.flatMap(({ sources }) => sources.flatMap((source) => ("registry" in source ? [source] : [])));
  const asked = new Set(sources.map(({ registry }) => registry));
  const keys = new Set(sources.flatMap(({ by }) => (by === "applicant" ? [] : [by.split("/")[1] ?? ""])));
  const inOrder = registers.toSorted((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)));
  return Object.entries(form.fields).flatMap(([name, field]): HeldField[] => {
    if (field.hidden || field.from !== undefined || field.held !== undefined || keys.has(name)) return [];
    for (const register of inOrder) {
      const key = matching(name, field, register, asked.has(register.id));
      if (key !== undefined) return [{ field: name, register: register.id, key }];
    }
    return [];
  });
}

const matching = (name: string, { label }: FormField, { fields }: NamedFields, byName: boolean): string | undefined =>
  Object.entries(fields).find(([key, { title }]) => title.zh === label.zh || (byName && key === kebab(name)))?.[0];
