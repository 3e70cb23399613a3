// The colours, once. The stylesheet's custom properties, the check of contrast and the mapping of govuk-frontend's
// palette all read this table.

export const colours = {
  ink: "#14283c",
  paper: "#ffffff",
  muted: "#4a5a69",
  surface: "#f4f6f7",
  line: "#d3dade",
  edge: "#5b6b7a",
  accent: "#0f6b6b",
  "accent-deep": "#0a4c4c",
  "accent-soft": "#e4f1f0",
  visited: "#5a3d7a",
  focus: "#ffd84d",
  soon: "#8a4f00",
  "soon-soft": "#fff2d9",
  late: "#b3261e",
  "late-deep": "#7d1812",
  "late-soft": "#fdecea",
  done: "#1b6b3a",
  "done-deep": "#104a27",
  "done-soft": "#e5f4ea",
} as const satisfies Record<string, `#${string}`>;

export type Colour = keyof typeof colours;

/** Every text colour with every ground it stands on, and outlines that must be made out: each at least 4.5 : 1 (WCAG 1.4.3). */
export const pairs = [
  ["ink", "paper"],
  ["ink", "surface"],
  ["ink", "accent-soft"],
  ["ink", "soon-soft"],
  ["ink", "late-soft"],
  ["ink", "done-soft"],
  ["ink", "focus"],
  ["ink", "line"],
  ["muted", "paper"],
  ["muted", "surface"],
  ["muted", "accent-soft"],
  ["edge", "paper"],
  ["edge", "surface"],
  ["accent", "paper"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["accent-deep", "paper"],
  ["accent-deep", "surface"],
  ["accent-deep", "accent-soft"],
  ["visited", "paper"],
  ["visited", "surface"],
  ["soon", "paper"],
  ["soon", "surface"],
  ["soon", "soon-soft"],
  ["late", "paper"],
  ["late", "surface"],
  ["late", "late-soft"],
  ["late-deep", "late-soft"],
  ["done", "paper"],
  ["done", "surface"],
  ["done", "done-soft"],
  ["done-deep", "done-soft"],
  ["paper", "accent"],
  ["paper", "accent-deep"],
  ["paper", "late"],
  ["paper", "late-deep"],
  ["paper", "done"],
  ["paper", "ink"],
] as const satisfies readonly (readonly [Colour, Colour])[];

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

/** The contrast of two colours (`#rrggbb`), 1 to 21, as WCAG 2 defines it. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
