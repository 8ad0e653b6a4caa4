/** The pools: who serves them, what waits, whose turn it is, and whether they are paused. */
"use client";
import { useState } from "react";
import { countOf, formatNumber } from "#app/format/number.ts";
import { cell, numberCell, PanelTable } from "#app/workers/panel-table.tsx";
import { type ControlAnswer, type PoolPolicy, poolControl } from "#contracts/control.ts";
import type { ControlChange } from "./control-change.ts";

type Pool = ControlAnswer["pools"][number];

const policies: Record<PoolPolicy, { word: string; means: string }> = {
  "oldest-first": { word: "oldest first", means: "Jobs are done in order of arrival." },
  "newest-first": {
    word: "newest first",
    means: "The newest exposure is done first, and the backlog on workers that are spare. Nothing is dropped.",
  },
};

export interface PoolTableProps {
  pools: readonly Pool[];
  mayChange: boolean;
  ask: (change: ControlChange) => void;
}

export function PoolTable({ pools, mayChange, ask }: PoolTableProps) {
  return (
    <PanelTable
      title="Pools"
      note="queues with workers of their own"
      heads={["Pool", ">Workers", ">Waiting", ">Batch", "Whose turn", "State", ...(mayChange ? ["Change"] : [])]}
      empty={pools.length === 0 ? "No pool is known yet." : null}
    >
      {pools.map((pool) => (
        <tr key={pool.name} data-pool={pool.name}>
          <th scope="row" className={`${cell} pl-4 text-left font-normal text-bright`}>
            {pool.name}
          </th>
          <td className={`${numberCell} ${pool.workers === 0 ? "text-warn" : ""}`}>
            {pool.workers === 0 ? (
              <span data-tip="no live worker serves it: what comes waits">▲ none</span>
            ) : (
              pool.workers
            )}
          </td>
          <td className={numberCell}>{formatNumber(pool.waiting, 0)}</td>
          <td className={numberCell}>{pool.batchSize}</td>
          <td className={cell}>{policies[pool.policy].word}</td>
          <td className={cell}>
            {pool.isPaused ? <span className="text-warn">▮▮ paused</span> : <span className="text-ok">● open</span>}
          </td>
          {mayChange && (
            <td className={cell}>
              <span className="flex gap-2">
                <BatchInput pool={pool} ask={ask} />
                <button type="button" className="control" onClick={() => ask(policyChange(pool))}>
                  {policies[other(pool.policy)].word}
                </button>
                <button type="button" className="control" onClick={() => ask(pauseChange(pool))}>
                  {pool.isPaused ? "Resume" : "Pause"}
                </button>
              </span>
            </td>
          )}
        </tr>
      ))}
    </PanelTable>
  );
}

function BatchInput({ pool, ask }: { pool: Pool; ask: (change: ControlChange) => void }) {
  const [text, setText] = useState("");
  const wanted = Number(text);
  const isChange = text !== "" && poolControl.shape.batchSize.safeParse(wanted).success && wanted !== pool.batchSize;
  return (
    <form
      className="flex gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        setText("");
        ask(batchChange(pool, wanted));
      }}
    >
      <input
        aria-label={`New batch size of ${pool.name}`}
        className="control w-20 text-right font-mono"
        type="number"
        min={1}
        max={100}
        placeholder={String(pool.batchSize)}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="control" disabled={!isChange}>
        Batch
      </button>
    </form>
  );
}

const other = (policy: PoolPolicy): PoolPolicy => (policy === "oldest-first" ? "newest-first" : "oldest-first");

function policyChange({ name, policy }: Pool): ControlChange {
  const next = other(policy);
  const { word, means } = policies[next];
  return {
    path: `pools/${name}`,
    body: { policy: next },
    title: `Serve ${name} ${word}`,
    means: `${means} What waits already is put into this order.`,
  };
}

function pauseChange({ name, isPaused }: Pool): ControlChange {
  return {
    path: `pools/${name}`,
    body: { isPaused: !isPaused },
    title: `${isPaused ? "Resume" : "Pause"} ${name}`,
    means: isPaused
      ? "Workers claim its jobs again, from where they stopped."
      : "Workers finish the job in hand and claim no other of this pool. What comes waits until the pool is resumed.",
  };
}

function batchChange({ name }: Pool, batchSize: number): ControlChange {
  return {
    path: `pools/${name}`,
    body: { batchSize },
    title: `Claim ${countOf(batchSize, "job")} of ${name} at a time`,
    means:
      batchSize === 1
        ? "A worker claims one job and works on it: no image waits behind another while a worker is idle."
        : "Of what comes from now on, so many jobs of an exposure wait as one; a worker claims them at once and does " +
          "one after the other. It helps where a job takes a few milliseconds; where jobs are long, images wait behind " +
          "others while workers are idle.",
  };
}
