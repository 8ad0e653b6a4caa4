/** The bar over every page: where one is, whether it is live, what time it is. */
"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { ThemeSwitch } from "#app/theme/theme-switch.tsx";
import { Clocks } from "./clocks.tsx";
import { Help } from "./help.tsx";
import type { KeyedPage } from "./key-help.ts";
import { LiveIndicator, StaleBand } from "./live-indicator.tsx";

export interface TopBarProps {
  /** The observatory's zone; null where there is no one observatory. */
  timeZone: string | null;
  /** Whose keys the help tells; without it only those of every page. */
  help?: KeyedPage;
  /** A page that says by itself, and without moving its content, that it is stale needs no band. */
  hasStaleBand?: boolean;
  /** Where one is: camera, night, exposure. */
  children?: ReactNode;
}

/** Tells the style sheet how high the bar is, for what sticks below it. */
function useBarHeight() {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!bar.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const heightPx = entry?.borderBoxSize[0]?.blockSize ?? 49;
      document.documentElement.style.setProperty("--bar", `${Math.floor(heightPx)}px`);
    });
    observer.observe(bar.current);
    return () => observer.disconnect();
  }, []);
  return bar;
}

export function TopBar({ timeZone, help, hasStaleBand = true, children }: TopBarProps) {
  const bar = useBarHeight();
  return (
    <header ref={bar} className="sticky top-0 z-20 bg-page">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 max-phone:gap-x-2 max-phone:px-3">
        <Link
          href="/"
          prefetch={false}
          className="text-base font-semibold tracking-tight text-bright"
          aria-label="Firstlook, all cameras"
        >
          <span aria-hidden="true" className="text-accent">
            ◐
          </span>{" "}
          <span className="max-phone:sr-only">Firstlook</span>
        </Link>
        {children}
        <LiveIndicator />
        <div className="ml-auto flex items-center gap-3">
          <Clocks timeZone={timeZone} />
          <Link href="/workers" className={`control ${children ? "max-phone:hidden" : ""}`} prefetch={false}>
            Workers
          </Link>
          <Link
            href="/configuration"
            className={`control ${children ? "max-desk:hidden" : "max-phone:hidden"}`}
            prefetch={false}
          >
            Configuration
          </Link>
          <ThemeSwitch />
          <Help {...(help && { page: help })} />
        </div>
      </div>
      {hasStaleBand && <StaleBand />}
    </header>
  );
}
