/** The rules of the selection in order: the first that an image meets decides. */
import { cell, PanelTable } from "#app/workers/panel-table.tsx";
import type { ConfigurationAnswer } from "#contracts/configuration.ts";

export function RuleTable({ rules }: { rules: ConfigurationAnswer["rules"] }) {
  return (
    <PanelTable
      title="Rules"
      note="the first that an image meets decides"
      heads={["When", "Runs", "At"]}
      empty={rules.length === 0 ? "None." : null}
    >
      {rules.map(({ place, when, pipeline, reason }) => (
        <tr key={place}>
          <td className={`${cell} pl-4 whitespace-normal`}>
            {when || <span className="text-quiet">all the rest</span>}
          </td>
          <td className={`${cell} whitespace-normal`}>
            {pipeline ?? <span className="text-quiet">nothing: {reason}</span>}
          </td>
          <td className={`${cell} font-mono text-small text-quiet`}>{place}</td>
        </tr>
      ))}
    </PanelTable>
  );
}
