/** A calendar of nights, newest month first; each night shows how many exposures it has. */
"use client";
import Link from "next/link";
import { formatDayObs, monthsOf, monthWeeks } from "#app/format/day-obs.ts";
import { countOf } from "#app/format/number.ts";

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export interface CalendarProps {
  camera: string;
  dayObs: number;
  nights: readonly { dayObs: number; exposures: number }[];
  onChoose: () => void;
}

export function Calendar({ camera, dayObs, nights, onChoose }: CalendarProps) {
  const counts = new Map(nights.map((night) => [night.dayObs, night.exposures]));
  if (nights.length === 0) return <p className="label w-56 px-2 py-1">No night has exposures yet.</p>;
  return (
    <div className="grid gap-4">
      {monthsOf([...counts.keys()]).map(({ year, month }) => (
        <table key={`${year}-${month}`} className="w-72 table-fixed text-center">
          <caption className="pb-1 text-left font-semibold text-bright">
            {monthNames[month - 1]} {year}
          </caption>
          <thead>
            <tr className="label">
              {["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map((day) => (
                <th key={day} scope="col" className="font-normal">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {monthWeeks(year, month).map((week, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month have no other name
              <tr key={at}>
                {week.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor have the cells that belong to other months
                  <td key={column} className="p-0.5">
                    {cell && (
                      <Day
                        camera={camera}
                        day={cell}
                        isShown={cell.dayObs === dayObs}
                        exposures={counts.get(cell.dayObs)}
                        onChoose={onChoose}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

interface DayProps {
  camera: string;
  day: { day: number; dayObs: number };
  isShown: boolean;
  exposures: number | undefined;
  onChoose: () => void;
}

function Day({ camera, day, isShown, exposures, onChoose }: DayProps) {
  if (exposures === undefined)
    return (
      <span className="block border border-transparent py-0.5 pb-[17px] leading-tight text-quiet opacity-50">
        {day.day}
      </span>
    );
  return (
    <Link
      href={`/${camera}/${day.dayObs}`}
      prefetch={false}
      onClick={onChoose}
      aria-current={isShown ? "date" : undefined}
      aria-label={`${formatDayObs(day.dayObs)}, ${countOf(exposures, "exposure")}`}
      className="block rounded border border-line py-0.5 leading-tight hover:bg-raised aria-[current=date]:border-accent aria-[current=date]:text-bright"
    >
      {day.day}
      <span className="block text-[10px] text-quiet">{exposures}</span>
    </Link>
  );
}
