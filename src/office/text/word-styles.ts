// The styles by which our own Word files are known again: what they mark is taken literally, nothing is guessed.
export const styles = {
  body: "ErrandBody",
  annex: "ErrandAnnex",
  title: "ErrandTitle",
  head: "ErrandTableHead",
  cell: "ErrandTableCell",
} as const;

/** Styles of levels, as Word itself names them. */
export const levelStyle = (level: number): string => `Heading${level}`;
