/** The plots of a detector as pictures, for places that cannot draw them from their data. */
import { z } from "zod";
import { backgroundConfig } from "../background/contract.ts";
import { detectConfig } from "../detect/contract.ts";
import { isrConfig } from "../isr/contract.ts";
import { measureConfig } from "../measure/contract.ts";
import { psfConfig } from "../psf/contract.ts";

/** Configuration of this step alone. */
export const plotsConfig = z.strictObject({
  plotPictures: z.boolean().default(true).describe("Whether plots are kept as pictures beside their data."),
});

/** Histogram, radial profile, FWHM and ellipticity over the detector; what cannot be had is not drawn. */
export const plots = {
  name: "plots",
  version: "1.0.0",
  title: "Plots",
  /** With that of the steps that it rests on. */
  config: z.strictObject({
    ...isrConfig.shape,
    ...backgroundConfig.shape,
    ...detectConfig.shape,
    ...measureConfig.shape,
    ...psfConfig.shape,
    ...plotsConfig.shape,
  }),
  metrics: [],
  pictures: ["histogram", "profile", "fwhm-map", "ellipticity-map"],
} as const;
