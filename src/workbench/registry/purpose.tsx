// What an officer looks for, in the officer's own words: wherever they are asked for, it is said who will read them.
import { errorOf, type FieldError, Input, LangText, WarningText } from "../../platform/page/index.ts";
import { text } from "./words.ts";

/** The field of a form, named `purpose`. */
export function PurposeField({ value, errors = [] }: { readonly value?: string | undefined; readonly errors?: readonly FieldError[] }) {
  return (
    <>
      <WarningText>
        <LangText of={text.purposeWarning} />
      </WarningText>
      <Input
        name="purpose"
        label={text.purpose}
        hint={text.purposeHint}
        value={value}
        maxlength={mostPurpose}
        error={errorOf(errors, "purpose")}
        autocomplete="off"
      />
    </>
  );
}

/** Characters of a purpose. */
export const mostPurpose = 500;
