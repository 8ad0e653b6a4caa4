/** The verdict: which version is in effect, since when and by whom, and whether the disk says something else. */
import { formatAge } from "#app/format/duration.ts";
import type { ConfigurationAnswer } from "#contracts/configuration.ts";

export function InEffect({ answer: { current, readers, atMs } }: { answer: ConfigurationAnswer }) {
  const isBroken = readers.some(({ problems }) => problems.length > 0);
  const others = readers.filter(({ onDisk }) => onDisk !== null && onDisk !== current?.version);
  const behind = readers.filter(({ version }) => version !== current?.version);
  return (
    <div>
      <h1
        className="py-2 text-[32px] leading-tight font-semibold text-bright max-phone:text-2xl"
        data-testid="in-effect"
        data-version={current?.version}
      >
        <span aria-hidden="true" className={isBroken ? "text-error" : "text-ok"}>
          {isBroken ? "■" : "●"}{" "}
        </span>
        Configuration <span className="font-mono">{current?.version ?? "none"}</span>
        <span className="font-normal text-quiet"> in effect</span>
      </h1>
      {current && (
        <p className="text-quiet">
          For exposures that began in the last {formatAge(atMs - current.atMs)}; {howText[current.how]} by{" "}
          {current.by.name}
          {current.reason !== null && `: ${current.reason}`}. An exposure keeps the version that it began with.
        </p>
      )}
      {others.length > 0 && (
        <p className="mt-1 text-warn" data-testid="disk-differs">
          ▲ The files on disk are another version ({[...new Set(others.map(({ onDisk }) => onDisk))].join(", ")}), which
          is not in effect; “Reload” takes them.
        </p>
      )}
      {behind.length > 0 && (
        <p className="mt-1 text-warn">▲ Not there yet: {behind.map(({ process }) => process).join(", ")}.</p>
      )}
    </div>
  );
}

const howText = { disk: "taken as the files changed,", reload: "reloaded", rollback: "rolled back to" } as const;
