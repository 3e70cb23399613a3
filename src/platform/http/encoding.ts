// Which content encodings a caller takes (RFC 9110 §12.5.3), of the two that we make.

export type Encoding = "br" | "gzip";

/** The better encoding that `Accept-Encoding` takes; brotli first. */
export function encodingFor(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(
    header.split(",").map((part) => {
      const [name = "", q] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return [name, q === undefined ? 1 : Number(q)] as const;
    }),
  );
  const takes = (name: string): boolean => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
  return takes("br") ? "br" : takes("gzip") ? "gzip" : undefined;
}
