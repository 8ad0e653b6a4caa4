/** The table of a night with all that belongs to it: filter, views, columns, export, chosen rows. */
"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { countOf } from "#app/format/number.ts";
import { useSame } from "#app/live/use-same.ts";
import { later } from "#app/state/later.tsx";
import { useMedia } from "#app/state/use-media.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import { announce } from "#app/table/announce.ts";
import { copyText } from "#app/table/copy-text.ts";
import type { CameraView } from "#contracts/api.ts";
import { channelsOf } from "#contracts/channel.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { dataIdText } from "#contracts/night-table/data-id.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import { orderedBy, writeOrder } from "#contracts/night-table/night-order.ts";
import { type NightView, readView, viewColumns } from "#contracts/night-table/night-view.ts";
import { readSeqRanges, writeSeqRanges } from "#contracts/night-table/seq-ranges.ts";
import { columnsIn } from "#contracts/query/columns-in.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import { type Choice, choose } from "./choose-rows.ts";
import { exposureHref } from "./exposure-facts.ts";
import { FilterBar } from "./filter-bar.tsx";
import { rememberView } from "./last-view.ts";
import { movedTo } from "./moved-to.ts";
import { NightTable } from "./night-table.tsx";
import { TableTools } from "./table-tools.tsx";
import { useOrdered } from "./use-ordered.ts";

/** Only a phone shows cards. */
const ExposureCards = later(() => import("./exposure-cards.tsx").then((file) => file.ExposureCards));

/** Nobody opens a column's menu before the table is there. */
const ColumnMenu = later(() => import("./column-menu.tsx").then((file) => file.ColumnMenu));

export interface TableSectionProps {
  camera: CameraView | null;
  cameraName: string;
  dayObs: number;
  exposures: readonly ExposureSummary[];
  /** Those that the filter lets pass. */
  passing: readonly ExposureSummary[];
  night: NightColumns;
  url: UrlState;
}

const noChannels: CameraView["channels"] = [];

export function TableSection({ camera, cameraName, dayObs, exposures, passing, night, url }: TableSectionProps) {
  const router = useRouter();
  const isPhone = useMedia("(max-width: 899px)");
  const view = useMemo(() => readView(url.get), [url.get]);
  // The columns do not hang on the exposures: a delta draws its own row again and no other.
  const columns = useMemo(() => viewColumns(view, night), [view, night]);
  const rows = useOrdered(passing, view.order, night);
  const shown = useMemo(() => ({ columns, rows }), [columns, rows]);
  const channels = useChannels(camera?.channels ?? noChannels, exposures);
  const sel = url.get("sel");
  const chosen = useMemo(() => readSeqRanges(sel), [sel]);
  const lastChosen = useRef<number | null>(null);
  const [menu, setMenu] = useState<{ key: string; x: number; y: number } | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const compact = url.get("rows") === "compact";
  const pinned = night.get("seq") as NightColumn;
  const keys = useMemo(() => columns.map(({ key }) => key), [columns]);

  // The rows are memoised: what they are handed must not change with every delta.
  const now = useRef({ shown, chosen, view, url });
  now.current = { shown, chosen, view, url };
  const shownNow = useCallback(() => now.current.shown, []);
  const setColumns = useCallback((columns: readonly string[] | null) => {
    const { url: address } = now.current;
    address.set({
      cols: columns === null ? null : columns.join(","),
      group: columns === null ? null : address.get("group"),
    });
  }, []);
  const onOrder = useCallback((column: NightColumn, adds: boolean) => {
    const { view: seen, url: address } = now.current;
    address.set({ sort: writeOrder(orderedBy(seen.order, column, adds)) });
  }, []);
  const onMove = useCallback(
    (key: string, to: string) =>
      setColumns(
        movedTo(
          now.current.shown.columns.map((each) => each.key),
          key,
          to,
        ),
      ),
    [setColumns],
  );
  const onMenu = useCallback((key: string, at: { x: number; y: number }) => setMenu({ key, ...at }), []);
  const onChoose = useCallback((choice: Choice) => {
    const { shown: seen, chosen: before, url: address } = now.current;
    const next = choose(before, choice, seen.rows, lastChosen.current);
    if (choice.kind === "toggle" || choice.kind === "reach") lastChosen.current = choice.seq;
    address.set({ sel: writeSeqRanges(next) });
  }, []);
  const onOpen = useCallback(
    (exposure: ExposureSummary) => {
      now.current.url.set({ row: String(exposure.seqNum) });
      rememberView(exposure.camera, exposure.dayObs, window.location.search);
      router.push(exposureHref(exposure));
    },
    [router],
  );
  const onCopy = useCallback(async (some: readonly ExposureSummary[]) => {
    const [first] = some;
    if (!first) return;
    const what = some.length === 1 ? `DataId for ${first.seqNum}` : `${some.length} dataIds`;
    announce((await copyText(dataIdText(some))) ? `${what} copied` : "The browser does not let copy");
  }, []);
  useEffect(() => {
    // A link within the page opens an exposure without onOpen; the view is remembered for it as well.
    const remember = (): void => rememberView(cameraName, dayObs, window.location.search);
    document.addEventListener("click", remember, true);
    return () => document.removeEventListener("click", remember, true);
  }, [cameraName, dayObs]);

  const menuColumn = menu === null ? undefined : night.get(menu.key);
  const startAt = Number(url.get("row")) || null;
  const filtered = useFilteredColumns(view, night);
  return (
    <section aria-label="Exposures" className="border-t border-line">
      <div className="grid gap-2 px-4 py-2">
        <FilterBar exposures={exposures} shown={shown.rows.length} view={view} night={night} url={url} />
        <TableTools
          {...{
            camera: cameraName,
            dayObs,
            night,
            keys,
            view,
            compact,
            chosen,
            url,
            shownNow,
            setColumns,
            onCopy,
            onChoose,
          }}
        />
      </div>
      {isPhone ? (
        <ExposureCards exposures={shown.rows} fwhm={night.fwhm} channels={channels} />
      ) : (
        <NightTable
          rows={shown.rows}
          columns={columns}
          pinned={pinned}
          groups={view.groups}
          channels={channels}
          order={view.order}
          filtered={filtered}
          compact={compact}
          chosen={chosen}
          startAt={startAt}
          onOrder={onOrder}
          onMove={onMove}
          onMenu={onMenu}
          onChoose={onChoose}
          onOpen={onOpen}
          onCopy={onCopy}
        />
      )}
      {shown.rows.length === 0 && (
        <p className="min-h-[60dvh] p-8 text-center text-quiet">No exposure of this night fits the filter.</p>
      )}
      {menu && menuColumn && (
        <ColumnMenu
          key={menu.key}
          column={menuColumn}
          at={menu}
          exposures={exposures}
          query={view.query}
          columns={night.all}
          onQuery={(q) => url.set({ q })}
          onOrder={(adds) => onOrder(menuColumn, adds)}
          onStep={
            menu.key === pinned.key ? null : (by) => onMove(menu.key, keys[keys.indexOf(menu.key) + by] ?? menu.key)
          }
          onHide={menu.key === pinned.key ? null : () => setColumns(keys.filter((key) => key !== menu.key))}
          onHistogram={
            menuColumn.type === "number" && menu.key !== pinned.key ? () => url.set({ hist: menu.key }) : null
          }
          onClose={closeMenu}
        />
      )}
      <span className="sr-only" aria-live="polite">
        {chosen.size > 0 ? `${countOf(chosen.size, "exposure")} chosen` : ""}
      </span>
    </section>
  );
}

/** The channels of the night; the very same list while they are the same, so that no row is drawn again. */
function useChannels(known: CameraView["channels"], exposures: readonly ExposureSummary[]): CameraView["channels"] {
  const names = useSame(exposures, namesOfChannels, (before, now, value) => {
    const own = namesOfChannels([now]);
    return before === null
      ? own.split("\n").some((name) => !value.split("\n").includes(name))
      : own !== namesOfChannels([before]);
  });
  return useMemo(() => {
    const channels = names === "" ? [] : names.split("\n").map((name) => ({ name, key: null }));
    return channelsOf(known, [{ channels }]);
  }, [known, names]);
}

/** @returns the names of the channels that some exposures have, one a line. */
function namesOfChannels(exposures: readonly ExposureSummary[]): string {
  const names = new Set<string>();
  for (const { channels } of exposures) for (const { name } of channels) names.add(name);
  return [...names].sort().join("\n");
}

/** The columns that the filter asks about, so that their headers say so. */
function useFilteredColumns({ query, bands, states, types }: NightView, night: NightColumns): ReadonlySet<string> {
  return useMemo(() => {
    const parsed = parseQuery(query, night.all);
    const found = parsed.ok ? columnsIn(parsed.query) : new Set<string>();
    for (const [key, words] of Object.entries({ band: bands, state: states, type: types })) {
      if (words.length > 0) found.add(key);
    }
    return found;
  }, [query, bands, states, types, night]);
}
