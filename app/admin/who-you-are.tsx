/** Who this tab is, in a sentence, and where a token is entered. */
"use client";
import { type FormEvent, useState } from "react";
import type { ActorState } from "#app/control/use-actor.ts";

export function WhoYouAre({ actor, mayChange, enter }: ActorState) {
  const [token, setToken] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter(token.trim());
    setToken("");
  };
  return (
    <section aria-label="Who you are" className="panel grid gap-2 p-4" data-testid="who" data-may-change={mayChange}>
      <p className="max-w-prose">
        {actor === undefined && <span className="text-quiet">Asking the server who you are …</span>}
        {actor === null && (
          <>
            <span aria-hidden="true">◌ </span>
            <strong className="text-bright">You may look, and change nothing.</strong> Changes need the role operator;
            enter a token that gives it.
          </>
        )}
        {actor && !mayChange && (
          <>
            <span aria-hidden="true">◌ </span>
            <strong className="text-bright">
              {actor.name}, you are {actor.role}: you may look, and change nothing.
            </strong>{" "}
            Changes need the role operator.
          </>
        )}
        {actor && mayChange && (
          <>
            <span aria-hidden="true" className="text-ok">
              ●{" "}
            </span>
            You are <strong className="text-bright">{actor.name}</strong>, {actor.role}. What you change holds at once,
            for everybody, and is kept in the log with your name.
          </>
        )}
      </p>
      {actor?.name !== "local" && (
        <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
          <label className="label" htmlFor="control-token">
            Token
          </label>
          <input
            id="control-token"
            type="password"
            autoComplete="off"
            className="control min-w-0 flex-1 font-mono phone:max-w-80"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
          <button type="submit" className="control" disabled={token.trim() === "" && actor === null}>
            {token.trim() === "" && actor ? "Forget the token" : "Enter"}
          </button>
        </form>
      )}
    </section>
  );
}
