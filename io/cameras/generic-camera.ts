/** The camera of a name that no file defines: one detector, and the header words of many observatories. */
import { type Camera, camera } from "#contracts/camera.ts";

/**
 * The words are those of DECam, Mosaic-3, LCO, MicroObservatory, SDSS, ESO, SBIG, Ekos, MaxIm DL and Rubin headers.
 * Left out on purpose, because they mean something else elsewhere: `SCALE` (arcsec per pixel in Ekos, a plate-scale
 * factor in SDSS), `DAY-OBS` (LCO's local night, not the UTC−12 h day) and `DATE` (when the file was written).
 */
const genericWords = {
  exposureTimeS: ["EXPTIME", "EXPOSURE", "XPOSURE"],
  imageType: ["IMGTYPE", "IMAGETYP", "OBSTYPE", "OBS_TYPE"],
  band: ["FILTBAND", "BAND"],
  physicalFilter: ["FILTER", "FILTNAM", "FILTER2", "FILTER1"],
  // MicroObservatory's DATE-OBS is local time; its UT-OBS is the right one.
  obsStart: ["UT-OBS", "DATE-BEG", "DATE-OBS", "MJD-OBS"],
  airmass: ["AMSTART", "AIRMASS", "SECZ"],
  target: ["OBJECT", "TARGET", "TARGNAME"],
  // PROGRAM is the name of the software in amateurs' files, so the proposal comes first.
  program: ["PROPID", "PROGRAM", "RUNNUM"],
  observationReason: ["REASON", "TESTTYPE"],
  raDeg: ["RA", "OBJCTRA", "TELRA"],
  decDeg: ["DEC", "OBJCTDEC", "TELDEC"],
  altitudeDeg: ["ELSTART", "TELALT", "ALTITUDE", "ALT", "OBJCTALT", "CENTALT"],
  azimuthDeg: ["AZSTART", "TELAZ", "AZIMUTH", "AZ", "OBJCTAZ", "CENTAZ"],
  pixelScaleArcsec: ["IM_SCALE", "PIXSCALE", "PIXSCAL1", "SECPIX"],
  saturationAdu: ["SATURATE", "SATURAT", "MAXLIN"],
};

/** Every record of such a camera asks for it, several times. */
const byName = new Map<string, Camera>();
const mostRemembered = 256;

/**
 * @param name a camera's name, safe in URLs and keys (`cameraName` of the contracts).
 * @returns a single-detector FITS camera: detector `main`, id 0, nothing assumed of scale and saturation.
 * @throws ZodError for a name that is not a camera's name.
 */
export function genericCamera(name: string): Camera {
  const known = byName.get(name);
  if (known) return known;
  const made = camera.parse({
    name,
    title: name,
    headerWords: genericWords,
    detectors: [{ id: 0, name: "main", x: 0, y: 0 }],
  });
  // Names come from events, so that they are not remembered without end.
  if (byName.size >= mostRemembered) byName.clear();
  byName.set(name, made);
  return made;
}
