/** Takes the files on disk at once, and says what came of the last change. */
import type { FormEvent } from "react";
import type { Change } from "./use-change.ts";

export function ChangeBox({ change }: { change: Change }) {
  const { isBusy, problem, needsToken, setToken, send } = change;
  const keepToken = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setToken(String(new FormData(event.currentTarget).get("token") ?? "").trim());
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <button
        type="button"
        className="control"
        disabled={isBusy}
        data-tip="Take the files on disk for exposures that begin from now on (operators)"
        onClick={() => void send("reload", {})}
      >
        Reload
      </button>
      {problem && (
        <p role="alert" className="min-w-0 basis-full wrap-anywhere whitespace-pre-line" data-testid="change-problem">
          <strong className="text-warn">▲ {problem.title}</strong> {problem.detail}
        </p>
      )}
      {needsToken && (
        <form onSubmit={keepToken} className="flex flex-wrap items-center gap-2">
          <label className="flex items-center gap-2 text-small text-quiet">
            Token
            <input name="token" type="password" autoComplete="off" className="control font-mono text-text" />
          </label>
          <button type="submit" className="control">
            Use in this tab
          </button>
        </form>
      )}
    </div>
  );
}
