/** Failures that look alike, with the exposures that they hit. */
import Link from "next/link";
import { formatAge } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import type { FailureGroup } from "#contracts/worker.ts";
import { exposureIdHref } from "./exposure-id-href.ts";

export function FailureList({ failures, atMs }: { failures: readonly FailureGroup[]; atMs: number }) {
  const sorted = [...failures].sort((a, b) => b.count - a.count);
  return (
    <section aria-label="Failures" className="panel">
      <h2 className="px-4 pt-3 pb-1 text-bright">Failures by kind</h2>
      {failures.length === 0 && <p className="px-4 pb-4 text-quiet">None.</p>}
      <ul>
        {sorted.map((group) => (
          <li
            key={`${group.code} ${group.message}`}
            data-failure={group.code}
            className="border-t border-line px-4 py-2"
          >
            <p className="flex items-baseline gap-3">
              <span className="whitespace-nowrap text-error">■ {group.code}</span>
              <strong className="text-bright">{formatNumber(group.count, 0)} ×</strong>
              <span className="ml-auto text-small whitespace-nowrap text-quiet">
                last {formatAge(atMs - group.lastAtMs)} ago
              </span>
            </p>
            <p className="wrap-anywhere">{reasonFirst(group.message)}</p>
            <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-small">
              {group.examples.map((example) => (
                <Link
                  key={`${example.camera} ${example.exposureId} ${example.detector}`}
                  href={exposureIdHref(example, example.detector)}
                  prefetch={false}
                  className="text-accent hover:underline"
                >
                  {example.camera} {example.exposureId} {example.detector}
                </Link>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
