/** What is asked for in one turn of the event loop goes to Redis in one round trip; nobody waits for company. */

/**
 * @param send does all that is asked for, and answers in the same order.
 * @returns what does one of them; its promise is rejected when `send` is.
 */
export function together<Asked, Answer>(
  send: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (one: Asked) => Promise<Answer> {
  let waiting: { one: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];

  async function flush(): Promise<void> {
    const turn = waiting;
    waiting = [];
    try {
      const answers = await send(turn.map(({ one }) => one));
      for (const [index, { resolve }] of turn.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of turn) reject(error);
    }
  }

  return (one) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void flush());
      waiting.push({ one, resolve, reject });
    });
}
