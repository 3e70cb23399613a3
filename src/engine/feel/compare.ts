// The comparison operators, with the reason where they have no answer.
import { compareNumbers } from "./decimal.ts";
import { equal, order } from "./order.ts";
import { because } from "./running.ts";
import { typeOf } from "./values.ts";

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Null where the values cannot be compared, with a reason unless one of them is null. */
export function compared(comparator: Comparator, a: unknown, b: unknown): boolean | null {
  if (comparator === "=" || comparator === "!=") {
    const answer = equal(a, b);
    if (answer === null) return because(`a ${typeOf(a)} and a ${typeOf(b)} are not comparable`);
    return comparator === "=" ? answer : !answer;
  }
  const difference = typeof a === "number" && typeof b === "number" ? compareNumbers(a, b) : order(a, b);
  if (difference === null) return because(`a ${typeOf(a)} and a ${typeOf(b)} have no order`);
  if (comparator === "<") return difference < 0;
  if (comparator === "<=") return difference <= 0;
  return comparator === ">" ? difference > 0 : difference >= 0;
}
