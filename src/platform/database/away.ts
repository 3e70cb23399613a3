// Faults that say: the database is away, and will be back. Class 08 and the codes of a server that stops or starts
// (PostgreSQL, appendix A), and what the network says of a connection that is gone.
const codes = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const words = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** True where the same request may well succeed in a moment. */
export function databaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return codes.test(code) || words.test(error.message) || databaseAway(error.cause);
}
