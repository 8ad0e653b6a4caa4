/** Chooses dark, light or red, at once and for the next visits. */
"use client";
import { useEffect, useState } from "react";
import { type Theme, themeCookie, themeOf, themePage, themes } from "./theme.ts";

const signs: Record<Theme, string> = { dark: "☾", light: "☀", red: "◉" };
const words: Record<Theme, string> = { dark: "Dark", light: "Light", red: "Red, for night vision" };

function wear(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", themePage[theme]);
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme | null>(null);
  useEffect(() => setTheme(themeOf(document.documentElement.dataset.theme)), []);
  return (
    <div role="radiogroup" aria-label="Theme" className="flex overflow-hidden rounded-panel border border-line">
      {themes.map((each) => (
        // biome-ignore lint/a11y/useSemanticElements: three signs in a row are one control
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={theme === each}
          aria-label={words[each]}
          data-tip={words[each]}
          className={`size-8 text-body max-phone:size-[40px] ${theme === each ? "bg-raised text-bright" : "text-quiet hover:text-text"}`}
          onClick={() => {
            wear(each);
            setTheme(each);
          }}
        >
          {signs[each]}
        </button>
      ))}
    </div>
  );
}
