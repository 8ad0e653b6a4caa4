/** The processes beside the workers, one line for each and one for each kind that nobody runs. */
import { formatAge, formatSpan } from "#app/format/duration.ts";
import { formatBytes } from "#app/format/number.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import { type ProcessRole, type ProcessView, processRole } from "#contracts/process.ts";
import { cell, numberCell, PanelTable } from "./panel-table.tsx";
import { isSilent, processStates } from "./worker-states.ts";

const heads = ["Process", "State", "Does", ">Heard", ">Memory", "Version", ">Up", "Host"];
const kinds: Record<ProcessRole, { word: string; without: string }> = {
  distributor: { word: "distributor", without: "events wait in the bus, and nothing is lost" },
  gather: { word: "gatherer", without: "results are kept, and no exposure changes" },
  web: { word: "web", without: "nobody serves pages" },
  reconcile: { word: "reconciler", without: "nobody looks for images that did not come, and no alarm is judged" },
};

export function ProcessTable({ processes }: { processes: readonly ProcessView[] }) {
  const current = processes.filter(({ state }) => state !== "replaced");
  const heard = current.filter(({ state }) => state !== "lost").length;
  return (
    <PanelTable title="Processes" note={`${heard} of ${current.length} heard`} heads={heads} empty={null}>
      {processRole.options.map((role) => {
        const ofRole = processes.filter((each) => each.role === role);
        const hasAny = ofRole.some(({ state }) => state === "alive" || state === "stale");
        return [
          ...ofRole.map((each) => <ProcessRow key={each.id} view={each} />),
          hasAny ? null : (
            <tr key={role} data-no-process={role}>
              <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
                {kinds[role].word}
              </th>
              <td className={`${cell} hatched text-error`}>■ none</td>
              <td className={cell} colSpan={heads.length - 2}>
                {kinds[role].without}; start <code>server/{role}/main.ts</code>
              </td>
            </tr>
          ),
        ];
      })}
    </PanelTable>
  );
}

function ProcessRow({ view }: { view: ProcessView }) {
  const { role, id, host, pid, state, does, heartbeatAgeMs, rssBytes, version, upMs } = view;
  const look = processStates[state];
  // A name that somebody gave; one that was made says no more than the host does.
  const name = id.startsWith(`${role}-${host}`) ? "" : id.slice(role.length + 1);
  return (
    <tr data-process={id} data-state={state}>
      <th scope="row" className={`${cell} pl-4 text-left font-normal`} data-tip={id}>
        {kinds[role].word} <span className="text-quiet">{name}</span>
      </th>
      <td className={`${cell} ${isSilent(state) ? "hatched" : ""}`}>
        <StateMark look={look} />
      </td>
      <td className={`${cell} max-w-md truncate text-quiet`} data-tip={does}>
        {does}
      </td>
      <td className={`${numberCell} ${look.color}`}>{formatSpan(heartbeatAgeMs)}</td>
      <td className={numberCell}>{formatBytes(rssBytes)}</td>
      <td className={`${cell} text-quiet`}>{version}</td>
      <td className={numberCell}>{formatAge(upMs)}</td>
      <td className={`${cell} text-quiet`}>
        {host}:{pid}
      </td>
    </tr>
  );
}
