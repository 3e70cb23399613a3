/** Something about the database that a person must put right; the message is one clear sentence with the remedy. */
export class DatabaseProblem extends Error {
  override readonly name = "DatabaseProblem";
}
