/** The plots of a detector as pictures, from the same data that pages draw. */
import { pixelHistogram } from "#analysis/profile/pixel-histogram.ts";
import { drawEllipticityMap } from "#analysis/render/plots/draw-ellipticity-map.ts";
import { drawFwhmMap } from "#analysis/render/plots/draw-fwhm-map.ts";
import { drawHistogram } from "#analysis/render/plots/draw-histogram.ts";
import { drawProfile } from "#analysis/render/plots/draw-profile.ts";
import { backgroundStep } from "../background/run.ts";
import { composeSteps, type Step } from "../compose-steps.ts";
import { detectStep } from "../detect/run.ts";
import { calibrateStep } from "../isr/calibrate.ts";
import { measureStep } from "../measure/run.ts";
import { psfStep } from "../psf/run.ts";
import { plots as contract } from "./contract.ts";

export interface PlotsSettings {
  readonly plotPictures: boolean;
}

const units = { adu: "ADU", electron: "e-" } as const;

/** Adds a picture for each plot that has data. */
export const plotsStep: Step<PlotsSettings> = {
  countsAs: "measure",
  run: ({ image, plots, pictures, pixelUnit, pixelScaleArcsec }, { plotPictures }) => {
    if (!plotPictures) return;
    const histogram = plots.histogram ?? pixelHistogram(image.data, image.width, image.height);
    if (histogram) {
      plots.histogram = histogram;
      pictures.push({ name: "histogram", ...drawHistogram(histogram, units[pixelUnit]) });
    }
    const { profile, fwhmGrid, stars } = plots;
    if (profile) pictures.push({ name: "profile", ...drawProfile(profile, pixelScaleArcsec) });
    if (fwhmGrid) pictures.push({ name: "fwhm-map", ...drawFwhmMap(fwhmGrid, image, pixelScaleArcsec) });
    if (stars) pictures.push({ name: "ellipticity-map", ...drawEllipticityMap(stars, image) });
  },
};

/** The step as a task of its own. */
export const run = composeSteps(contract, [calibrateStep, backgroundStep, detectStep, measureStep, psfStep, plotsStep]);
