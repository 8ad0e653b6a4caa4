/** The preview of a detector. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { renderPreview } from "#analysis/render/preview.ts";
import type { Picture } from "../task-run.ts";

export interface PreviewSettings {
  previewMaxSidePx: number;
  previewSoftness: number;
  previewHeadroom: number;
}

/** A preview that fails is a warning: the numbers are worth more. */
export function renderPictures(image: DetectorImage, settings: PreviewSettings, warnings: string[]): Picture[] {
  try {
    const options = {
      maxSidePx: settings.previewMaxSidePx,
      softness: settings.previewSoftness,
      headroom: settings.previewHeadroom,
    };
    return [{ name: "preview", ...renderPreview(image.data, image.width, image.height, options) }];
  } catch (error) {
    warnings.push(`no preview could be made: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
