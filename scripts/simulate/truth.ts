/** The truth about a simulated night, as `truth.json` holds it. */

export interface DetectorTruth {
  detector: string;
  /** FWHM of the recorded stars, blur by the pixel included: 2.3548 × determinant radius. Null without stars. */
  fwhmPx: number | null;
  fwhmArcsec: number | null;
  /** (Ixx − Iyy)/(Ixx + Iyy) and 2 Ixy/(Ixx + Iyy) in detector axes. */
  e1: number | null;
  e2: number | null;
  /** Level of the sky at the centre, and the noise of a pixel of sky (photons and readout). */
  backgroundElectrons: number;
  noiseElectrons: number;
  /** The same in ADU above bias, by the harmonic mean of the gains of the amplifiers. */
  backgroundAdu: number;
  noiseAdu: number;
  gainElectronsPerAdu: number;
  /** `[x, y, fluxAdu]`: 0-based pixels of the assembled detector (0 is the centre of the first pixel), by mean gain. */
  stars: [number, number, number][];
}

export interface ExposureTruth {
  obsId: string;
  exposureId: number;
  dayObs: number;
  seqNum: number;
  imageType: string;
  band: string | null;
  trouble: string | null;
  detectors: DetectorTruth[];
}

/** What comes before the exposures in the file. */
export interface TruthHead {
  v: 1;
  camera: string;
  seed: number;
  pixelScaleArcsec: number;
  starColumns: ["x", "y", "fluxAdu"];
}
