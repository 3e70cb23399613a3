// One sign for each standing, told apart by shape and not by colour alone.

export type Standing = "done" | "now" | "ahead" | "late" | "skipped";

/** A sign of radius `r` around (x, y). */
export function Glyph({ x, y, r, standing }: { x: number; y: number; r: number; standing: Standing }) {
  const at = `translate(${x} ${y}) scale(${r / 8})`;
  const shape = {
    done: (
      <>
        <circle r="8" class="p-done" />
        <path d="M-3.6.3-1.1 2.9 3.8-2.6" class="p-sign" />
      </>
    ),
    now: (
      <>
        <circle r="6.75" class="p-ring" />
        <circle r="3.4" class="p-now" />
      </>
    ),
    ahead: <circle r="6.75" class="p-hollow" />,
    late: (
      <>
        <path d="M0-8.2 8.4 6.6H-8.4Z" class="p-late" />
        <path d="M0-3V1.6M0 4V4.1" class="p-sign" />
      </>
    ),
    skipped: <path d="M-5 0H5" class="p-skipped" />,
  } satisfies Record<Standing, unknown>;
  return <g transform={at}>{shape[standing]}</g>;
}
