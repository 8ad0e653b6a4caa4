/** How Next builds the pages; types are checked by `npm test`, not by the build. */

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
