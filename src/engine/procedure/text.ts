/** A text in both languages. The engine imports nothing from other rooms, so it says the shape itself. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
