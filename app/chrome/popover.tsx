/** A button that opens a panel below itself; Escape or a click elsewhere closes it. */
"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

export interface PopoverProps {
  label: ReactNode;
  /** What the button does, for screen readers. */
  name: string;
  buttonClass?: string;
  /** The side of the button at which the panel begins. */
  side?: "left" | "right";
  children: (close: () => void) => ReactNode;
}

export function Popover({ label, name, buttonClass = "control", side = "left", children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [open]);
  return (
    <div ref={box} className="relative">
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-expanded={open}
        aria-controls={id}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div
          id={id}
          className={`absolute top-full ${side === "left" ? "left-0" : "right-0 max-phone:right-auto max-phone:left-0"} z-30 mt-1 max-h-[70vh] min-w-full overflow-auto rounded-panel border border-strong-line bg-panel p-2`}
        >
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}
