/** The values of a configuration, each with the file and line that set it, and behind it the whole chain. */
import type { ConfigOrigin, OriginLink } from "#contracts/configuration.ts";
import { fieldSource } from "./field-source.ts";

type Field = ConfigOrigin["fields"][number];

export function ConfigValues({ fields }: { fields: readonly Field[] }) {
  const set = fields.filter((each) => fieldSource(each).word !== "default");
  const defaults = fields.filter((each) => fieldSource(each).word === "default");
  return (
    <div className="grid gap-2" data-testid="config-values">
      {set.length > 0 && <FieldList fields={set} />}
      {defaults.length > 0 && (
        <details open={set.length === 0}>
          <summary className="py-1 text-small text-quiet">
            {defaults.length} {defaults.length === 1 ? "value is the default" : "values are defaults"} of the task
          </summary>
          <FieldList fields={defaults} />
        </details>
      )}
    </div>
  );
}

function FieldList({ fields }: { fields: readonly Field[] }) {
  return (
    <ul>
      {fields.map((each) => (
        <li key={each.field} data-field={each.field} className="border-t border-line">
          <FieldRow field={each} />
        </li>
      ))}
    </ul>
  );
}

function FieldRow({ field }: { field: Field }) {
  const { word, place, overridden } = fieldSource(field);
  return (
    <details>
      <summary className="flex flex-wrap items-baseline gap-x-3 py-1">
        <span className="font-mono text-small wrap-anywhere">{field.field}</span>
        <strong className="font-mono text-small wrap-anywhere text-bright">{shown(field.value)}</strong>
        <span className="ml-auto text-small text-quiet">
          {word}
          {place !== null && <span className="font-mono wrap-anywhere"> {place}</span>}
          {overridden > 0 && <span className="text-note"> over {overridden} other</span>}
        </span>
      </summary>
      <div className="pb-2 pl-4">
        {field.description && <p className="text-small text-quiet">{field.description}</p>}
        <ol className="mt-1 grid gap-1" aria-label={`How ${field.field} came about, the winner last`}>
          {field.chain.map((link, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a chain is what happened in order
            <ChainLink key={index} link={link} isWinner={index === field.chain.length - 1} />
          ))}
        </ol>
      </div>
    </details>
  );
}

function ChainLink({ link, isWinner }: { link: OriginLink; isWinner: boolean }) {
  const { op, operand, place, through, why } = link;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-small">
      <span aria-hidden="true" className={isWinner ? "text-accent" : "text-quiet"}>
        {isWinner ? "●" : "○"}
      </span>
      <span>
        <span className="font-mono wrap-anywhere">
          {op} <span className={isWinner ? "text-bright" : "line-through"}>{shown(operand)}</span>{" "}
          <span className="text-quiet">{place ?? "the task's own default"}</span>
        </span>
        <span className="block text-quiet wrap-anywhere">{[why, ...through].join("; ")}</span>
      </span>
    </li>
  );
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}
