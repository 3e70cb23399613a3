// Answers made in one piece: everything that the floor's middlewares would add stands in them from the start, and those leave them
// as they are. Looking into an answer and adding to it costs more than making it.

const wholes = new WeakSet<Response>();

/** Says of an answer that nothing is to be added to it. */
export function whole(answer: Response): Response {
  wholes.add(answer);
  return answer;
}

/** True for an answer to which nothing is to be added. */
export const isWhole = (answer: Response): boolean => wholes.has(answer);
