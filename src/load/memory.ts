// Registers are asked through the exchange, once for each question about a party: later cases refer to that answer.
import type { Answer, Exchange, Question, Unrecorded } from "../exchange/index.ts";

export interface Memory {
  readonly exchange: Exchange;
  /** Records, on both sides, what was asked since the last time. */
  record(): Promise<void>;
}

/** The exchange with a memory. What it asks is recorded when `record` is called, many questions in one statement. */
export function remembering(exchange: Exchange): Memory {
  const asked = new Map<string, Answer>();
  let unrecorded: Unrecorded["records"][number][] = [];
  const askTogether = async (questions: readonly Question[]): Promise<readonly Answer[]> => {
    const names = questions.map(nameOf);
    const open = questions.filter((_, i) => !asked.has(names[i] ?? ""));
    if (open.length > 0) {
      const { answers, records } = await exchange.askUnrecorded(open);
      for (const [i, question] of open.entries()) {
        const answer = answers[i];
        if (answer) asked.set(nameOf(question), answer);
      }
      unrecorded.push(...records);
    }
    return names.flatMap((name) => asked.get(name) ?? []);
  };
  return {
    exchange: {
      ...exchange,
      ask: async (question) => {
        const [answer] = await askTogether([question]);
        if (!answer) throw new Error("a question was not answered");
        return answer;
      },
      askTogether,
      askUnrecorded: async (questions) => ({ answers: await askTogether(questions), records: [] }),
    },
    record: async () => {
      const records = unrecorded;
      unrecorded = [];
      await exchange.record(records);
    },
  };
}

const nameOf = ({ register, key, by, fields, asker, subject, service }: Question): string =>
  `${register} ${by ?? ""} ${key} ${fields.join()} ${asker.agency} ${subject ?? ""} ${service ?? ""}`;
