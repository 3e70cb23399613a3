// Beside the standard: what a rate or a scale was on a day, where the pack has rates (docs/packs.md).
import type { FeelNumber } from "../decimal.ts";
import { because, running } from "../running.ts";
import { FeelDate, type FeelDateTime } from "../temporal.ts";
import { type Functions, takes } from "./signature.ts";

type Day = string | FeelDate | FeelDateTime;

/** The day as `YYYY-MM-DD`; null with a reason where it is none. */
function dayOf(on: Day): string | null {
  const day = typeof on === "string" ? on : String(on instanceof FeelDate ? on : on.date);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : because(`“${day.slice(0, 40)}” is no date`);
}

const told = (result: FeelNumber | string): FeelNumber | null => (typeof result === "string" ? because(result) : result);

function rate(name: string, on: Day): FeelNumber | null {
  const day = dayOf(on);
  if (day === null) return null;
  return running.rates === undefined ? because("no rates are given here") : told(running.rates.rate(name, day));
}

function scale(name: string, amount: FeelNumber, on: Day): FeelNumber | null {
  const day = dayOf(on);
  if (day === null) return null;
  return running.rates === undefined ? because("no rates are given here") : told(running.rates.scale(name, amount, day));
}

const day = "date|date and time|string";

export const rates = {
  rate: [takes(`name: string, on: ${day}`, rate)],
  scale: [takes(`name: string, amount: number, on: ${day}`, scale)],
} satisfies Functions;
