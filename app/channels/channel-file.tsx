/** One file of a channel as large as its place: a picture, a movie or a text. */
"use client";
import { useEffect, useState } from "react";
import { utcInstant } from "#app/format/clock.ts";
import { type ChannelItem, channelItemUrl, type ForeignValue, foreignTable } from "#contracts/contributed.ts";
import { ForeignValues } from "./foreign-values.tsx";

export interface ChannelFileProps {
  of: { camera: string; dayObs: number; seqNum: number | null };
  item: ChannelItem;
  title: string;
}

export function ChannelFile({ of, item, title }: ChannelFileProps) {
  const url = channelItemUrl(of, item);
  const whose = of.seqNum === null ? `the night ${of.dayObs}` : `exposure ${of.seqNum}`;
  const name = `${title} of ${whose}`;
  return (
    <figure className="m-0 min-w-0">
      {item.mediaType.startsWith("image/") ? (
        <a href={url} target="_blank" rel="noreferrer" className="block rounded border border-line bg-black">
          {/* biome-ignore lint/performance/noImgElement: another program's picture is shown as it is */}
          <img src={url} alt={name} loading="lazy" className="picture max-h-[72vh] min-h-40 w-full object-contain" />
        </a>
      ) : item.mediaType.startsWith("video/") ? (
        <video
          src={url}
          aria-label={name}
          controls
          loop
          muted
          preload="metadata"
          className="picture max-h-[72vh] w-full bg-black"
        />
      ) : (
        <ChannelText url={url} name={name} />
      )}
      <figcaption className="mt-1 flex flex-wrap gap-x-3 text-small text-quiet">
        <span className="wrap-anywhere">{item.file}</span>
        <span>by {item.producer}</span>
        <span>
          {item.version > 1 ? `version ${item.version}, first ${utcInstant(item.firstCameAtMs)}, now ` : ""}
          {utcInstant(item.cameAtMs)}
        </span>
      </figcaption>
    </figure>
  );
}

function ChannelText({ url, name }: { url: string; name: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const stopping = new AbortController();
    fetch(url, { signal: stopping.signal })
      .then((answer) => (answer.ok ? answer.text() : `The text cannot be read (${answer.status}).`))
      .then(setText)
      .catch(() => undefined);
    return () => stopping.abort();
  }, [url]);
  const table = text === null ? null : tableIn(text);
  if (table) return <ForeignValues values={table} />;
  return (
    <pre
      role="document"
      aria-label={name}
      className="max-h-[60vh] min-h-24 overflow-auto rounded border border-line p-3 text-small whitespace-pre-wrap wrap-anywhere"
    >
      {text ?? "…"}
    </pre>
  );
}

/** A JSON object is names and values, shown as such; anything else stays as it was written. */
function tableIn(text: string): Record<string, ForeignValue> | null {
  try {
    const parsed = foreignTable.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
