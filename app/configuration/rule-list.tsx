/** The rules of the selection in order: the first that an image meets decides. */
import type { ConfigurationAnswer } from "#contracts/configuration.ts";

export function RuleList({ rules }: { rules: ConfigurationAnswer["rules"] }) {
  return (
    <section aria-label="Rules" className="panel">
      <h2 className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3 pb-1 text-bright">
        Rules <span className="text-small font-normal text-quiet">the first that an image meets decides</span>
      </h2>
      <ol>
        {rules.map(({ place, when, pipeline, reason }) => (
          <li key={place} className="flex flex-wrap items-baseline gap-x-3 border-t border-line px-4 py-1 text-[13px]">
            <span className="text-quiet" data-tip={place}>
              {place.slice(place.lastIndexOf(":") + 1)}
            </span>
            <span className="min-w-0 wrap-anywhere">{when || <span className="text-quiet">all the rest</span>}</span>
            <span className="ml-auto wrap-anywhere text-bright">
              {pipeline ?? <span className="text-quiet">nothing: {reason}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
