import { isLang, type Lang } from "./lang.ts";

/**
 * The language that a browser asks for in `Accept-Language` (RFC 9110 §12.5.4), of those that pages exist in.
 * Nothing understandable: `fallback`.
 */
export function negotiate(header: string | undefined, fallback: Lang = "zh"): Lang {
  let best: { lang: Lang; weight: number } | undefined;
  for (const part of (header ?? "").slice(0, 1000).split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const primary = range.split("-")[0] ?? "";
    const lang = range === "*" ? fallback : isLang(primary) ? primary : undefined;
    const written = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
    const weight = written === undefined ? 1 : Number(written);
    if (lang && weight > 0 && (!best || weight > best.weight)) best = { lang, weight };
  }
  return best?.lang ?? fallback;
}
