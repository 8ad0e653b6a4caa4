/** Files that cannot be used, with file, line and what is wrong: nothing has changed until they are mended. */
import type { ConfigurationReader } from "#contracts/configuration.ts";

/** Processes that read the same disk tell the same. */
function byProblems(readers: readonly ConfigurationReader[]) {
  const broken = readers.filter(({ problems }) => problems.length > 0);
  return [...Map.groupBy(broken, ({ problems }) => JSON.stringify(problems)).values()];
}

export function BrokenFiles({ readers }: { readers: readonly ConfigurationReader[] }) {
  return byProblems(readers).map((group) => (
    <section
      key={group[0]?.process}
      role="alert"
      aria-label="Broken configuration"
      className="panel hatched px-4 py-3"
      data-testid="broken-configuration"
    >
      <h2 className="text-bright">
        <span aria-hidden="true" className="text-error">
          ■{" "}
        </span>
        The pipeline files on disk are broken; nothing has changed
      </h2>
      <ul className="mt-1 grid gap-1">
        {group[0]?.problems.map(({ file, line, column, message }) => (
          <li key={`${file}:${line}:${column} ${message}`} className="wrap-anywhere">
            <span className="font-mono text-small text-bright">
              {file}:{line}:{column}
            </span>{" "}
            {message}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-small text-quiet">Seen by {group.map(({ process }) => process).join(", ")}.</p>
    </section>
  ));
}
