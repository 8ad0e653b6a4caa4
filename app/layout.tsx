/** The document around every page: fonts, theme before the first paint, tooltips and the note of a new build. */
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./theme/base.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { Footer } from "./chrome/footer.tsx";
import { OutdatedBanner } from "./chrome/outdated-banner.tsx";
import { TipLayer } from "./chrome/tip-layer.tsx";
import { RedFilter } from "./theme/red-filter.tsx";
import { themeCookie, themeOf, themePage } from "./theme/theme.ts";

export const metadata: Metadata = {
  title: { default: "Firstlook", template: "%s · Firstlook" },
  description: "What the telescope just saw, and whether it is any good.",
};

async function chosenTheme() {
  return themeOf((await cookies()).get(themeCookie)?.value);
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return { themeColor: themePage[theme], colorScheme: theme === "light" ? "light" : "dark" };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await chosenTheme();
  return (
    <html lang="en" data-theme={theme} style={{ backgroundColor: "var(--page, #000)" }} suppressHydrationWarning>
      <body>
        <RedFilter />
        {children}
        <Suspense>
          <Footer />
        </Suspense>
        <OutdatedBanner />
        <TipLayer />
      </body>
    </html>
  );
}
