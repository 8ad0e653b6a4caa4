/** A problem as the API tells it (RFC 9457), in place of what could not be shown. */
import type { ReactNode } from "react";
import type { Problem } from "#contracts/api.ts";

export function ProblemNote({ problem, children }: { problem: Problem; children?: ReactNode }) {
  return (
    <div role="alert" data-testid="problem" className="panel m-4 max-w-3xl p-6">
      <h1 className="text-lg text-bright">
        <span aria-hidden="true" className="text-error">
          ■
        </span>{" "}
        {problem.title}
        {problem.status > 0 && problem.status !== 200 && <span className="text-quiet"> · {problem.status}</span>}
      </h1>
      <p className="mt-2">{problem.detail}</p>
      {children}
    </div>
  );
}
